"""Personal text as ciphertext: one data key per contract term, wrapped by the master key and kept outside the database.

Destroying a term's data key erases all its personal text at once, in backups of the database too. The keyring is a
folder (`settings.KEYRING_DIR`): `<key_id>.key` holds a wrapped data key, `<key_id>.destroyed` says that it is gone
for good. A key missing without that mark is an error, so that a folder that is not mounted never looks like erasure.
"""

import base64
import binascii
import fcntl
import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "v1"
_KEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class EncryptionError(Exception):
    """Personal text could not be written or read; the message never holds the text or a key."""


class KeyMissing(EncryptionError):
    """No data key of that name has been made, or the keyring's folder is not there."""


class KeyDestroyed(EncryptionError):
    """The data key was destroyed: nothing can be written or found with it any more."""


class CiphertextDamaged(EncryptionError):
    """The stored text was altered, or belongs to another column."""


class Erased(str):
    """What a personal text reads as after its key was destroyed; there is one, `ERASED`."""

    __slots__ = ()


ERASED = Erased("（消去済み）")


def master_key() -> bytes:
    """The key that wraps the data keys, from the environment. ImproperlyConfigured unless it is base64 of 32 bytes."""
    try:
        key = base64.b64decode(settings.MASTER_KEY, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured("MASTER_KEY には32バイトの乱数を base64 で表したものを設定してください。")
    return key


class Keyring:
    """The data keys of all terms. What is read from a file is kept in the process until the file changes or goes."""

    def __init__(self) -> None:
        self._cache: dict[tuple[Path, str], tuple[tuple[int, int], bytes]] = {}

    def create(self, key_id: str) -> None:
        """Make a data key unless there is one; of many processes at once, one does. KeyDestroyed if it is gone."""
        path = self._path(key_id)
        if path.exists():
            return
        with self._locked():
            if path.exists():
                return
            if self.is_destroyed(key_id):
                raise KeyDestroyed(f"データ鍵 {key_id} は破棄されています。同じ名前の鍵は作れません。")
            data_key = secrets.token_bytes(KEY_BYTES)
            wrapped = _seal(master_key(), data_key, b"data-key:" + key_id.encode())
            _write(path, base64.b64encode(wrapped) + b"\n")

    def exists(self, key_id: str) -> bool:
        return self._path(key_id).exists()

    def is_destroyed(self, key_id: str) -> bool:
        return self._path(key_id).with_suffix(".destroyed").exists()

    def destroy(self, key_id: str) -> None:
        """Overwrite and remove the data key for good; harmless when repeated. KeyMissing if there never was one."""
        path = self._path(key_id)
        with self._locked():
            if not path.exists():
                if self.is_destroyed(key_id):
                    return
                raise KeyMissing(f"データ鍵 {key_id} が見つかりません。")
            _write(path.with_suffix(".destroyed"), b"")
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            _sync_folder(path.parent)
        self._cache.pop((path, settings.MASTER_KEY), None)

    def data_key(self, key_id: str) -> bytes:
        """The unwrapped key. KeyDestroyed, KeyMissing, or ImproperlyConfigured when the master key does not open it."""
        path = self._path(key_id)
        slot = (path, settings.MASTER_KEY)
        try:
            status = path.stat()
        except FileNotFoundError:
            self._cache.pop(slot, None)
            if self.is_destroyed(key_id):
                raise KeyDestroyed(f"データ鍵 {key_id} は破棄されています。") from None
            raise KeyMissing(f"データ鍵 {key_id} が見つかりません。KEYRING_DIR の内容を確認してください。") from None
        mark = (status.st_ino, status.st_mtime_ns)
        kept = self._cache.get(slot)
        if kept and kept[0] == mark:
            return kept[1]
        try:
            key = _open(master_key(), base64.b64decode(path.read_bytes()), b"data-key:" + key_id.encode())
        except (InvalidTag, ValueError):
            raise ImproperlyConfigured(
                f"MASTER_KEY でデータ鍵 {key_id} を開けません。鍵を作ったときの MASTER_KEY を設定してください。"
            ) from None
        self._cache[slot] = (mark, key)
        return key

    def _path(self, key_id: str) -> Path:
        if not _KEY_ID.fullmatch(key_id):
            raise ValueError("データ鍵の名前には英数字と - _ だけが使えます。")
        return Path(settings.KEYRING_DIR) / f"{key_id}.key"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        folder = Path(settings.KEYRING_DIR)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


keyring = Keyring()


def encrypt(key_id: str, text: str, context: str) -> str:
    """`v1:<key_id>:<base64>`. `context` names the column; only the same column can read it back."""
    sealed = _seal(keyring.data_key(key_id), text.encode(), _bound_to(key_id, context))
    return f"{VERSION}:{key_id}:{base64.b64encode(sealed).decode()}"


def decrypt(ciphertext: str, context: str) -> str:
    """The text, or `ERASED` when its key was destroyed. CiphertextDamaged when it was altered or moved."""
    version, _, rest = ciphertext.partition(":")
    key_id, _, encoded = rest.partition(":")
    if version != VERSION or not _KEY_ID.fullmatch(key_id):
        raise CiphertextDamaged(f"{context} の暗号文が壊れています。")
    try:
        sealed = base64.b64decode(encoded, validate=True)
        return _open(keyring.data_key(key_id), sealed, _bound_to(key_id, context)).decode()
    except KeyDestroyed:
        return ERASED
    except (InvalidTag, ValueError):
        raise CiphertextDamaged(f"{context} の暗号文が壊れています。") from None


def encrypt_bytes(key_id: str, content: bytes, context: str) -> bytes:
    """What waits to be read and is then erased: a piece of a file, readable only where it was put."""
    return _seal(keyring.data_key(key_id), content, _bound_to(key_id, context))


def decrypt_bytes(key_id: str, sealed: bytes, context: str) -> bytes:
    """KeyDestroyed when the file was erased, CiphertextDamaged when the piece was altered or moved."""
    try:
        return _open(keyring.data_key(key_id), sealed, _bound_to(key_id, context))
    except (InvalidTag, ValueError):
        raise CiphertextDamaged(f"{context} の暗号文が壊れています。") from None


def blind_index(key_id: str, value: str) -> str:
    """Keyed hash (64 hexadecimal digits) by which an encrypted value is found without being readable."""
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"blind-index").derive(keyring.data_key(key_id))
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def _bound_to(key_id: str, context: str) -> bytes:
    return f"{context}|{key_id}".encode()


def _seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _open(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)


def _write(path: Path, content: bytes) -> None:
    """The whole file or nothing, readable by its owner only, on the disk before this returns."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).rename(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
