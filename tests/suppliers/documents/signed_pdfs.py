"""Documents signed by a throw-away authority."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_private_key_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers  # codespell:ignore sign (a library's name)
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.suppliers.documents import sample_files

SIGNED_AT = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
JUDGED_AT = datetime(2026, 11, 23, tzinfo=UTC)


def _name(words):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _certificate(subject, key, issuer, issuer_key, *, is_root=False, until=SIGNED_AT + timedelta(days=1000)):
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(7 if is_root else 8)
        .not_valid_before(SIGNED_AT - timedelta(days=10))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(is_root), critical=True)
    )
    certificate = builder.sign(issuer_key, hashes.SHA256())  # codespell:ignore sign (a library's name)
    return certificate.public_bytes(serialization.Encoding.PEM)


def _usage(is_root):
    others = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    signing = {"key_cert_sign": is_root, "crl_sign": is_root}  # codespell:ignore sign (a library's name)
    uses = {"digital_signature": True, "content_commitment": not is_root, **signing}
    return x509.KeyUsage(**uses, **dict.fromkeys(others, False))


@cache
def authority(until=SIGNED_AT + timedelta(days=1000)):
    """A root certificate (PEM) and a signer whose certificate it issued."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("试验根 Test Root", root_key, "试验根 Test Root", root_key, is_root=True)
    leaf = _certificate("检测所 Test Laboratory", key, "试验根 Test Root", root_key, until=until)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    registry = SimpleCertificateStore()
    signer = signers.SimpleSigner(
        signing_cert=_load_certificate(leaf),
        signing_key=load_private_key_from_pemder_data(secret, passphrase=None),
        cert_registry=registry,
    )
    return root.decode("ascii"), signer


def _load_certificate(certificate):
    _, _, der = pem.unarmor(certificate)
    return Certificate.load(der)


def signed_pdf(content=None, **options):
    writer = IncrementalPdfFileWriter(io.BytesIO(content or sample_files.pdf()))
    meta = signers.PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256")
    _, signer = authority(**options)
    out = signers.PdfSigner(meta, signer=signer).sign_pdf(writer)  # codespell:ignore sign (a library's name)
    return out.getvalue()


def changed_after(content):
    """The document with a page appended after signing, as editors save changes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    more = writer.add_object(generic.StreamObject(stream_data=b"BT ET 0 0 100 100 re f"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), more])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def alter_signed(content):
    """The document with one character changed after signing."""
    assert content.count(b"ReportLab PDF Library") >= 1
    return content.replace(b"ReportLab PDF Library", b"ReportLab PDF Librarx", 1)
