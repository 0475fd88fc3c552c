"""Work inside one process: time limits, search, printed forms, signatures."""

import io
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench import ground
from bench.http import submitted
from bench.line import Line, Side, interleaved, p95

SECONDS = 1.0
ROUNDS = 3


def _per_second(work: Callable[[int], object]) -> Callable[[], float]:
    def run() -> float:
        before, done = time.perf_counter(), 0
        while time.perf_counter() - before < SECONDS:
            work(done)
            done += 1
        return done / (time.perf_counter() - before)

    return run


def due() -> Line:
    """Due dates with their proof: every day counted and skipped."""
    from motcua.kernel.time import Limit, due
    from motcua.law import queries as law

    calendar = law.calendar()
    limits = [Limit(n, "working_day", f"{n} ngày làm việc") for n in (1, 3, 5, 10, 15, 20)]
    start = datetime(2024, 1, 2, 2, tzinfo=UTC)

    def ours(n: int) -> object:
        return due(start + timedelta(hours=n % 2000), limits[n % 6], calendar)

    def plain(n: int) -> object:
        day, left = (start + timedelta(hours=n % 2000)).date(), limits[n % 6].value
        while left:
            day += timedelta(days=1)
            left -= calendar.is_working(day)
        return day

    mine, other = interleaved([_per_second(ours), _per_second(plain)], ROUNDS)
    what = "1 to 20 working days, with proof"
    return Line("due dates", Side(mine, "per s", what), Side(other, "per s", "a bare loop over the same calendar"))


def search() -> Line:
    """The public search on the full catalogue of names, with the everyday queries of data/catalogue."""
    from django.utils import timezone

    from motcua.kernel.actors import SYSTEM
    from motcua.kernel.text import search_key
    from motcua.operate.catalogue import queries, services
    from motcua.operate.catalogue.models import Procedure

    asked = queries.data_file("queries.json")["queries"]
    ground.copy_of_source("bench_names")
    with ground.inside("bench_names"):
        names = queries.data_file("names.json")["procedures"]
        services.import_records(names, by=SYSTEM, now=timezone.now(), source="names.json")
        total = Procedure.objects.count()

        def ours() -> float:
            return _slowest(asked, lambda text: queries.search(text, limit=20))

        def plain() -> float:
            return _slowest(
                asked, lambda text: list(Procedure.objects.filter(search_key__contains=search_key(text))[:20])
            )

        mine, other = interleaved([ours, plain], ROUNDS)
        held = [_reciprocal_rank(row) for row in asked if row["part"] == "held_out"]
        mrr = sum(map(_reciprocal_rank, asked)) / len(asked)
    what = f"{len(asked)} everyday queries over {total} procedures, slips forgiven, ranked"
    note = f"mean reciprocal rank {mrr:.3f}, of the {len(held)} held out {sum(held) / len(held):.3f} (aim ≥ 0.85)"
    return Line("search, p95", Side(mine, "ms", what), Side(other, "ms", "one unranked LIKE"), "lower is better", note)


def _slowest(asked: list[Any], find: Callable[[str], object]) -> float:
    times = []
    for row in asked:
        before = time.perf_counter()
        find(row["say"])
        times.append(time.perf_counter() - before)
    return p95(times) * 1000


def _reciprocal_rank(row: Any) -> float:
    from motcua.operate.catalogue import queries

    codes = [item.code for item in queries.search(row["say"]).items]
    return max((1 / (codes.index(code) + 1) for code in row["expect"] if code in codes), default=0.0)


def receipt() -> Line:
    """Mẫu 01 as PDF/A with its QR code, from the dossier's rows to the bytes."""
    from django.utils import timezone

    from motcua.operate.paperwork import queries
    from motcua.operate.paperwork.printing import write_pdf
    from motcua.operate.paperwork.services.filling import fill

    ground.copy_of_source("bench_print")
    with ground.inside("bench_print"):
        dossiers = [_accepted(key) for key in submitted(20)]
        now = timezone.now()

        def ours(n: int) -> object:
            dossier = dossiers[n % 20]
            offer = queries.offer(dossier, number="01")
            assert offer is not None, "an accepted dossier has its receipt"
            return write_pdf(fill(dossier, offer, number="1", origin=""), at=now + timedelta(seconds=n))

        mine, other = interleaved([_per_second(ours), _cold(ours)], ROUNDS)
    what = "rows to bytes, the compiler kept alive"
    reference = Side(other, "docs/s", "the same form by typst.compile(), fonts found anew")
    return Line("receipt as PDF/A", Side(mine, "docs/s", what), reference, "≥ 5")


def _cold(make: Callable[[int], object]) -> Callable[[], float]:
    """typst's own one-call way, with the inputs that the product's engine would give it."""
    import json
    from unittest.mock import patch

    import typst

    from motcua.kernel.documents import engine, services

    caught: list[tuple[Any, Any]] = []

    def catch(source: Any, data: Any, **more: Any) -> Any:
        caught.append((source, data))
        return real(source, data, **more)

    real = engine.compile_pdf
    with patch.object(services, "compile_pdf", catch):
        make(0)
    source, data = caught[0]

    def one(n: int) -> object:
        inputs = {"data": json.dumps(data | {"code": f"ĐO-{n}"}, ensure_ascii=False)}
        return typst.compile(source, root=engine.ROOT, font_paths=[str(engine.FONTS)], format="pdf", sys_inputs=inputs)

    return _per_second(one)


def _accepted(key: Any) -> Any:
    from django.utils import timezone

    from motcua.operate.dossiers import services
    from motcua.people import queries
    from motcua.people.models import Account

    by = queries.actor_of(Account.objects.get(username="minh"))
    return services.act(
        dossier_id=key, verb="accept", by=by, now=timezone.now(), command_id=f"bench-accept-{key}", data={}
    )


def signature() -> Line:
    """Signing a one-page PDF/A: our EC path with the key kept, against pyHanko's own call with an RSA key file."""
    from motcua.kernel.signatures import services as signatures

    pdf = _sheet()
    signer = signatures.demo_signer("person", name="Người Ký Đo Thử")
    at = datetime(2024, 3, 5, 2, tzinfo=UTC)
    theirs = _pyhanko(pdf)

    def ours(n: int) -> object:
        return signatures.sign(pdf, signer=signer, field="ky", kind="person", reason="Đo", name="Người Ký", at=at)

    mine, other = interleaved([_per_second(ours), _per_second(theirs)], ROUNDS)
    reference = Side(other, "per s", "pyHanko sign_pdf, RSA-2048 key from a file")
    return Line("signature in a PDF", Side(mine, "per s", "PAdES, EC P-256, key kept"), reference, "≥ 3")


def _sheet() -> bytes:
    """A one-page PDF."""
    import pikepdf

    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(595, 842))
    document.save(out)
    return out.getvalue()


def _pyhanko(pdf: bytes) -> Callable[[int], object]:
    """pyHanko as its manual shows it: load the signer from key and certificate files, sign."""
    from pathlib import Path

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key, certificate = _rsa(Path(os.environ["MOTCUA_HOME"]))

    def sign(n: int) -> object:
        signer = signers.SimpleSigner.load(str(key), str(certificate))
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        return signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="ky"), signer=signer)

    return sign


def _rsa(folder: Any) -> tuple[Any, Any]:
    """A self-signed RSA-2048 certificate in two files."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bench")])
    first, last = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, first, last)
    certificate = builder.sign(key, hashes.SHA256())
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder / "key.pem", folder / "certificate.pem"
