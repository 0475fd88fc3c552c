"""Following a dossier by code and PIN, with a brake on guessing: six digits are few, dossier codes are in order."""

import hashlib

from django.core.cache import cache

from motcua.kernel.ids import read_tracking_code
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import Refusal

PERIOD = 60 * 60  # seconds that wrong tries are remembered
PER_CODE = 10  # at this rate a PIN is guessed in about six years on average
PER_ADDRESS = 60  # a school or an office shares one address

WRONG = Refusal(
    "not_found",
    "Mã hoặc mã PIN không đúng. Hãy xem lại trang xác nhận hoặc giấy tiếp nhận hồ sơ; mã PIN gồm sáu chữ số.",
)
TOO_MANY = Refusal(
    "too_many_tries",
    "Đã nhập sai quá nhiều lần nên chúng tôi tạm khoá tra cứu để giữ an toàn cho hồ sơ. "
    "Hãy thử lại sau một giờ, hoặc đăng nhập rồi xem ở Hồ sơ của tôi.",
)


def follow(*, code: str, pin: str, address: str) -> Dossier | Refusal:
    """The dossier of this code and PIN. `address`: where the request comes from.

    Wrong tries are counted per code and per address; while either is full, a right PIN is refused too, otherwise the
    brake would not brake. Which of code and PIN was wrong is not told.
    """
    meant = read_tracking_code(code) or code.strip().upper()[:60]
    counters = {_key("code", meant): PER_CODE, _key("address", address): PER_ADDRESS}
    if any(int(cache.get(key, 0)) >= most for key, most in counters.items()):
        return TOO_MANY
    dossier = queries.track(meant, pin)
    if dossier is None:
        for key in counters:
            _count(key)
        return WRONG
    return dossier


def _count(key: str) -> None:
    cache.add(key, 0, PERIOD)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, PERIOD)


def _key(kind: str, value: str) -> str:
    return f"dossiers:track:{kind}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"
