"""A result is signed by a person, then numbered and signed by the organisation; whatever else comes later shows."""

import contextlib
import io
import threading
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.kernel.documents import services as documents
from motcua.kernel.files import services as files
from motcua.kernel.signatures import demo, services
from motcua.kernel.signatures.increment import find_field

AT = datetime(2024, 2, 6, 2, 0, tzinfo=UTC)
PERSON, AGENCY = "Lê Văn Sơn", "Sở Minh hoạ"
RESULT = {
    "agency": {"name": AGENCY, "parent": None, "place": "Minh Hoạ"},
    "symbol": "QĐ-SMH",
    "kind": "Quyết định",
    "summary": "Về việc thử chữ ký",
    "authority": None,
    "grounds": [],
    "resolve": None,
    "body": ["Nội dung."],
    "code": None,
    "signer": {"title": "Giám đốc", "mode": None, "name": PERSON},
    "recipients": [],
    "tracking": None,
    "qr": None,
}
NUMBER = {"so": "12", "ngay": "ngày 06 tháng 02 năm 2024"}


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path_factory):
    settings.MOTCUA_HOME = tmp_path_factory.getbasetemp() / "signatures"


@pytest.fixture(name="draft")
def _draft() -> bytes:
    return documents.render("dossiers/ket_qua", RESULT, title="Quyết định", at=AT)


def by_person(pdf: bytes, **more: object) -> bytes:
    arguments = {"field": "ky", "reason": "Ký ban hành", "name": PERSON, "at": AT, **more}
    return services.sign(pdf, signer=services.demo_signer("person", name=PERSON), kind="person", **arguments)


def by_agency(pdf: bytes, **more: object) -> bytes:
    arguments = {"field": "dau", "reason": "Phát hành", "name": AGENCY, "at": AT + timedelta(hours=2), **more}
    return services.sign(
        pdf, signer=services.demo_signer("organisation", name=AGENCY), kind="organisation", **arguments
    )


def verified(pdf: bytes) -> list[services.SignatureReport]:
    return services.verify(pdf, roots=[services.demo_root()], now=AT)


def later(pdf: bytes, change) -> bytes:
    """The file with an increment of somebody else's making."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_unsigned_file_has_no_signature(draft):
    assert services.verify(draft) == []


def test_a_persons_signature_is_valid_and_says_who_and_when(draft):
    [report] = verified(by_person(draft))
    assert (report.field, report.valid, report.intact, report.trusted) == ("ky", True, True, True)
    assert (report.covers_whole, report.later) == (True, "none")
    assert (report.signer_name, report.signed_at, report.reason) == (PERSON, AT, "Ký ban hành")
    certificate = x509.load_der_x509_certificate(services.demo_signer("person", name=PERSON).certificate)
    assert report.certificate_fingerprint == certificate.fingerprint(hashes.SHA256()).hex()


def test_signing_changes_no_byte_of_what_was_there(draft):
    once = by_person(draft)
    assert once.startswith(draft)
    assert by_agency(once, fill_in=NUMBER).startswith(once)


def test_number_date_and_the_second_signature_leave_the_first_valid(draft):
    person, agency = verified(by_agency(by_person(draft), fill_in=NUMBER))
    assert (person.valid, person.covers_whole, person.later) == (True, False, "permitted")
    assert (agency.valid, agency.covers_whole, agency.later) == (True, True, "none")
    assert agency.signer_name == AGENCY
    assert agency.certificate_fingerprint != person.certificate_fingerprint


def test_the_number_and_the_date_stand_in_the_fields_and_on_the_page(draft):
    with pikepdf.open(io.BytesIO(by_agency(by_person(draft), fill_in=NUMBER))) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert {name: str(fields[name].V) for name in NUMBER} == NUMBER
        for name in ("so", "ngay", "ky", "dau"):
            assert len(fields[name].AP.N.read_bytes()) > 20
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_a_signed_result_may_be_handed_in_again_as_a_paper(draft):
    assert files.judge(by_agency(by_person(draft), fill_in=NUMBER), "ket_qua.pdf").problems == ()


def test_without_its_root_a_signature_is_valid_but_not_trusted(draft):
    [report] = services.verify(by_person(draft), now=AT)
    assert (report.valid, report.trusted) == (True, False)


def test_a_certificate_of_another_authority_is_not_trusted(draft, settings, tmp_path):
    signed = by_person(draft)
    settings.MOTCUA_HOME = tmp_path
    assert not verified(signed)[0].trusted


def is_good(pdf: bytes) -> bool:
    """Whether anybody would still believe a signature of the file."""
    try:
        return any(report.valid for report in verified(pdf))
    except services.Unreadable:
        return False


def test_a_flipped_byte_in_the_signed_part_is_caught(draft):
    signed = bytearray(by_person(draft))
    signed[signed.index(b"/MediaBox") + 12 if b"/MediaBox" in signed else 2000] ^= 1
    assert not is_good(bytes(signed))


@cache
def signed_once() -> bytes:
    return by_person(documents.render("dossiers/ket_qua", RESULT, title="Quyết định", at=AT))


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_no_flipped_byte_of_the_signed_part_goes_unseen(place, flip):
    data = bytearray(signed_once())
    assert is_good(bytes(data))
    data[int(place * data.rindex(b"/Contents"))] ^= flip
    assert not is_good(bytes(data))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_rubbish_is_unreadable_never_a_crash(rubbish):
    for data in (rubbish, b"%PDF-1.7\n" + rubbish):
        with contextlib.suppress(services.Unreadable):
            assert services.verify(data) == []


def test_a_page_changed_later_is_reported(draft):
    def change(writer):
        page = writer.root["/Pages"]["/Kids"].raw_get(0)
        page.get_object()[generic.pdf_name("/Rotate")] = generic.NumberObject(180)
        writer.mark_update(page)

    [report] = verified(later(by_person(draft), change))
    assert (report.intact, report.valid, report.later) == (True, False, "forbidden")


def test_a_number_changed_after_the_organisation_signed_is_reported(draft):
    def change(writer):
        field = find_field(writer, "so", "/Tx")
        field.get_object()[generic.pdf_name("/V")] = generic.TextStringObject("99")
        writer.mark_update(field)

    _, agency = verified(later(by_agency(by_person(draft), fill_in=NUMBER), change))
    assert (agency.valid, agency.later) == (False, "forbidden")


def test_bytes_added_at_the_end_are_seen(draft):
    [report] = verified(by_person(draft) + b"\n% something more\n")
    assert not report.covers_whole


def test_a_field_is_filled_and_signed_once(draft):
    done = by_agency(by_person(draft), fill_in=NUMBER)
    with pytest.raises(services.NoSuchField, match="'ky' is signed already"):
        by_person(done)
    with pytest.raises(services.NoSuchField, match="'so' is filled already"):
        by_person(done, field="khac", fill_in={"so": "13"})
    with pytest.raises(services.NoSuchField, match="no field 'khong' to fill"):
        by_person(draft, fill_in={"khong": "x"})


def test_a_file_without_free_places_gets_an_invisible_signature():
    out = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(out)
    [report] = verified(by_person(out.getvalue(), field="ChuKy1"))
    assert (report.valid, report.field) == (True, "ChuKy1")


class Token:
    """A key that is somewhere else: knows only how to sign bytes."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self.key = key
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Token")])
        builder = x509.CertificateBuilder(name, name, key.public_key(), 7, *demo.VALID)
        builder = builder.add_extension(demo._usage(authority=False), critical=True)
        self.certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        self.chain = ()

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@pytest.fixture(scope="module")
def token() -> Token:
    return Token(rsa.generate_private_key(65537, 2048))


def test_a_key_elsewhere_signs_what_was_prepared_here(draft, token):
    arguments = {"field": "ky", "kind": "person", "reason": "Ký", "name": "Token", "at": AT}
    prepared = services.prepare(draft, certificate=token.certificate, **arguments)
    [report] = services.verify(
        services.embed(prepared, token.sign(prepared.to_sign)), roots=[token.certificate], now=AT
    )
    assert (report.valid, report.trusted, report.signer_name, report.demo) == (True, True, "Token", False)


def test_a_signature_of_something_else_is_not_put_in(draft, token):
    prepared = services.prepare(
        draft, certificate=token.certificate, field="ky", kind="person", reason="Ký", name="Token", at=AT
    )
    with pytest.raises(services.WrongSignature):
        services.embed(prepared, token.sign(b"another document"))


def test_a_key_of_another_kind_is_named(draft):
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ed")])
    certificate = x509.CertificateBuilder(name, name, key.public_key(), 7, *demo.VALID).sign(key, None)
    der = certificate.public_bytes(serialization.Encoding.DER)
    with pytest.raises(services.UnknownKey):
        services.prepare(draft, certificate=der, field="ky", kind="person", reason="", name="Ed", at=AT)


def test_demo_certificates_say_that_they_are_a_demo(draft):
    for kind, name in (("person", PERSON), ("organisation", AGENCY)):
        certificate = x509.load_der_x509_certificate(services.demo_signer(kind, name=name).certificate)
        assert "MINH HOẠ – DEMO" in certificate.subject.rfc4514_string()
        assert isinstance(certificate.public_key().curve, ec.SECP256R1)
    assert verified(by_person(draft))[0].demo


def test_a_demo_key_is_made_once_even_by_many_at_once(settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path
    made = []

    def make() -> None:
        demo._signer.cache_clear()
        demo._authority.cache_clear()
        made.append(services.demo_signer("person", name="Ai đó").certificate)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1
    files = sorted(path.name for path in (tmp_path / "keys").iterdir())
    assert len(files) == 2
    assert all((tmp_path / "keys" / name).stat().st_mode & 0o077 == 0 for name in files)


def test_a_person_and_an_organisation_of_one_name_have_two_certificates():
    assert (
        services.demo_signer("person", name="A").certificate
        != services.demo_signer("organisation", name="A").certificate
    )


def test_the_demo_signs_and_is_believed_in_demo_mode_only(settings, monkeypatch):
    for mode, on, expected in (
        ("auto", True, True),
        ("auto", False, False),
        ("demo", False, True),
        ("off", True, False),
    ):
        settings.MOTCUA_SIGNING = mode
        monkeypatch.setattr(services.ports.demo, "_impl", lambda on=on: on)
        assert (services.signer_for("person", PERSON) is not None) is expected
        assert bool(services.trusted_roots()) is expected


def test_who_signs_is_the_port_then_the_demo_then_nobody(settings, token):
    settings.MOTCUA_SIGNING = "demo"
    assert services.signer_for("person", PERSON) == services.demo_signer("person", name=PERSON)
    settings.MOTCUA_SIGNING = "off"
    assert services.signer_for("person", PERSON) is None

    class Cabinet:
        def find(self, kind: str, name: str) -> Token | None:
            return token if name == PERSON else None

    services.source.fill(Cabinet())
    try:
        assert services.signer_for("person", PERSON) is token
        assert services.signer_for("person", "Ai khác") is None
    finally:
        services.source.clear()
