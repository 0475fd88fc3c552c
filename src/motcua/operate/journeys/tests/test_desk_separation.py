"""The page of the two-person rule: what holds is listed with its source, a new rule applies from its day on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries.four_eyes import four_eyes
from motcua.operate.journeys.tests.desk_stage import COPY, Stage
from motcua.operate.journeys.tests.desk_stage import page as soup_of
from motcua.operate.journeys.tests.test_desk_deadlines import page, send

pytestmark = pytest.mark.django_db
URL = "/lam-viec/quy-tac-hai-nguoi/"


@pytest.fixture
def stage(cast):
    return Stage(cast, timezone.now() - timedelta(hours=2))


def day(days=0):
    return f"{local_date(timezone.now()) + timedelta(days=days):%d/%m/%Y}"


def rule(**changes):
    said = {
        "procedures": COPY, "pairs": ["review:issue"], "source": "Quy chế 5", "article": "Điều 3",
        "reason": "Chống lạm quyền", "effective_from": day(),
    }  # fmt: skip
    return {name: value for name, value in (said | changes).items() if value is not None}


def pairs(code=COPY):
    found = law.separation(procedure=code, field="", on=local_date(timezone.now()))
    return sorted(map(tuple, found.content["pairs"]))


def test_the_rule_in_force_is_shown_with_its_source_and_that_nobody_has_checked_it(cast, stage):
    text = page(cast, "hoa", URL)
    assert "Mọi thủ tục chưa có quy tắc riêng" in text
    assert "Chưa đối chiếu" in text
    assert "Thêm quy tắc" not in text
    assert "Thêm quy tắc" in page(cast, "quan", URL)


def test_a_keeper_records_a_rule_of_one_procedure_and_it_keeps_people_apart_there(cast, stage):
    dossier = stage.at("issue")
    van = cast.actor("van")
    assert four_eyes(dossier, van, "issue", timezone.now()) is None
    send(cast, "kiem", URL, **rule(pairs=["sign:issue", "review:issue"], checked="on"))
    text = page(cast, "hoa", URL)
    assert "Chống lạm quyền" in text
    assert "Đã đối chiếu" in text
    assert pairs() == [("review", "issue"), ("sign", "issue")]
    assert pairs("9.999999") == [("appraise", "review"), ("appraise", "sign")]
    dossier = queries.for_work(dossier.pk)
    son = cast.actor("son")
    assert four_eyes(dossier, son, "issue", timezone.now()).code == "four_eyes"
    done = services.issue(dossier_id=dossier.pk, by=van, now=timezone.now(), command_id="separation-van")
    assert not hasattr(done, "message")


def test_of_two_general_rules_the_later_one_holds_and_the_earlier_one_stays_listed(cast, stage):
    send(cast, "quan", URL, **rule(procedures="", pairs=["review:sign"], effective_from=day(-3)))
    assert pairs("9.999999") == [("review", "sign")]
    soup = soup_of(cast.client("hoa").get(URL))
    assert [row.find("span", class_="tag").get_text(strip=True) for row in soup.select("tbody tr")] == [
        "✓Đang áp dụng",
        "○Đã có quy tắc mới thay",
    ]


def test_a_rule_of_tomorrow_changes_nothing_today(cast, stage):
    before = pairs()
    send(cast, "kiem", URL, **rule(effective_from=day(1)))
    assert pairs() == before
    assert "Chưa đến ngày" in page(cast, "hoa", URL)


def test_a_procedure_may_be_freed_but_only_said_outright_and_with_a_reason(cast, stage):
    assert "không cả hai" in send(cast, "kiem", URL, 422, **rule(pairs=None))
    assert "không cả hai" in send(cast, "kiem", URL, 422, **rule(none="on"))
    send(cast, "kiem", URL, **rule(pairs=None, none="on"))
    assert pairs() == []
    assert "Không tách việc nào" in page(cast, "hoa", URL)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"procedures": "7.777777"}, "Không có thủ tục với mã 7.777777"),
        ({"pairs": ["sign:appraise"]}, "sign:appraise"),
        ({"source": ""}, "Hãy ghi số, ký hiệu"),
        ({"article": ""}, "Hãy ghi điều, khoản"),
        ({"reason": ""}, "Hãy ghi vì sao"),
        ({"effective_to": "1/1/2019"}, "Ngày kết thúc phải sau"),
    ],
)
def test_a_rule_that_says_too_little_is_refused_in_words(cast, stage, change, words):
    assert words in send(cast, "kiem", URL, 422, **rule(**change))
    assert reverse("journeys:separation") == URL
