import base64
import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from apps.core import encryption
from apps.core.encryption import ERASED, CiphertextDamaged, KeyDestroyed, KeyMissing, Keyring, keyring

COLUMN = "reservations.applicant.name"


def test_text_comes_back_and_never_stands_in_the_ciphertext(key):
    ciphertext = encryption.encrypt(key, "山田　太郎", COLUMN)
    version, key_id, encoded = ciphertext.split(":")
    assert (version, key_id) == ("v1", "R7")
    assert "山田".encode() not in base64.b64decode(encoded)
    assert encryption.decrypt(ciphertext, COLUMN) == "山田　太郎"


def test_same_text_is_never_encrypted_alike(key):
    assert encryption.encrypt(key, "山田", COLUMN) != encryption.encrypt(key, "山田", COLUMN)


@pytest.mark.parametrize("at", [0, 5, 12, 20, -1])
def test_altered_ciphertext_is_an_error(key, at):
    head, _, encoded = encryption.encrypt(key, "山田　太郎", COLUMN).rpartition(":")
    content = bytearray(base64.b64decode(encoded))
    content[at] ^= 1
    with pytest.raises(CiphertextDamaged):
        encryption.decrypt(f"{head}:{base64.b64encode(content).decode()}", COLUMN)


@pytest.mark.parametrize(
    "text", ["", "山田", "v1:R7", "v1:R7:", "v1:R7:%%%", "v2:R7:AAAA", "v1:../R7:AAAA", "v1:R7:AAAA"]
)
def test_what_is_no_ciphertext_is_an_error(key, text):
    with pytest.raises(CiphertextDamaged):
        encryption.decrypt(text, COLUMN)


def test_ciphertext_of_one_column_is_not_readable_in_another(key):
    ciphertext = encryption.encrypt(key, "山田", COLUMN)
    with pytest.raises(CiphertextDamaged):
        encryption.decrypt(ciphertext, "reservations.applicant.phone")


def test_ciphertext_is_not_readable_under_another_key(key):
    keyring.create("R8")
    ciphertext = encryption.encrypt(key, "山田", COLUMN)
    with pytest.raises(CiphertextDamaged):
        encryption.decrypt(ciphertext.replace(":R7:", ":R8:"), COLUMN)


def test_blind_index_is_stable_and_differs_by_key_and_value(key):
    keyring.create("R8")
    index = encryption.blind_index(key, "0492248811")
    assert index == encryption.blind_index(key, "0492248811")
    assert len(index) == 64
    assert len({index, encryption.blind_index("R8", "0492248811"), encryption.blind_index(key, "0492248812")}) == 3


def test_key_file_is_private_and_holds_no_usable_key(key, keyring_dir):
    path = keyring_dir / "R7.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert keyring_dir.stat().st_mode & 0o777 == 0o700
    assert keyring.data_key(key) not in base64.b64decode(path.read_bytes())


def test_creating_again_keeps_the_key(key):
    before = keyring.data_key(key)
    keyring.create(key)
    assert Keyring().data_key(key) == before


def test_threads_that_create_the_same_key_get_one(keyring_dir):
    rings = [Keyring() for _ in range(16)]

    def create(ring):
        ring.create("R7")
        return ring.data_key("R7")

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(create, rings))) == 1
    assert sorted(path.name for path in keyring_dir.iterdir()) == ["R7.key", "lock"]


def test_processes_that_create_the_same_key_get_one(keyring_dir, settings):
    program = (
        "import sys; from pathlib import Path; from django.conf import settings;"
        "settings.configure(KEYRING_DIR=Path(sys.argv[1]), MASTER_KEY=sys.argv[2]);"
        "from apps.core.encryption import keyring; sys.stdin.readline();"
        "keyring.create('R7'); print(keyring.data_key('R7').hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(keyring_dir), settings.MASTER_KEY],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    keys = {process.communicate(timeout=120)[0].strip() for process in started}
    assert len(keys) == 1
    assert len(keys.pop()) == 64


def test_wrong_master_key_names_itself(key, settings):
    settings.MASTER_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
    with pytest.raises(ImproperlyConfigured, match="MASTER_KEY でデータ鍵 R7 を開けません"):
        keyring.data_key(key)


@pytest.mark.parametrize("value", ["", "short", "日本語", base64.b64encode(b"x" * 31).decode(), "あ" * 44])
def test_unusable_master_key_names_itself(keyring_dir, settings, value):
    settings.MASTER_KEY = value
    with pytest.raises(ImproperlyConfigured, match="MASTER_KEY"):
        keyring.create("R7")
    assert not keyring.exists("R7")


@pytest.mark.parametrize("key_id", ["", "..", "../R7", "R7/x", "R 7", "令和7", "a" * 41, "-R7", "R7\n"])
def test_key_name_never_leaves_the_folder(keyring_dir, key_id):
    with pytest.raises(ValueError, match="英数字"):
        keyring.create(key_id)


def test_destroyed_key_erases_its_text_and_nothing_else(key, keyring_dir):
    keyring.create("R8")
    gone, kept = encryption.encrypt(key, "山田", COLUMN), encryption.encrypt("R8", "鈴木", COLUMN)
    keyring.destroy(key)
    assert encryption.decrypt(gone, COLUMN) is ERASED
    assert encryption.decrypt(kept, COLUMN) == "鈴木"
    assert not keyring.exists(key)
    assert not (keyring_dir / "R7.key").exists()
    assert keyring.is_destroyed(key)


def test_destroyed_key_is_overwritten_before_it_is_removed(key, keyring_dir):
    path = keyring_dir / "R7.key"
    wrapped = path.read_bytes()
    second_name = keyring_dir / "kept"
    os.link(path, second_name)
    keyring.destroy(key)
    assert second_name.read_bytes() != wrapped


def test_destroyed_key_neither_encrypts_nor_finds_nor_comes_back(key):
    keyring.destroy(key)
    keyring.destroy(key)
    with pytest.raises(KeyDestroyed):
        encryption.encrypt(key, "山田", COLUMN)
    with pytest.raises(KeyDestroyed):
        encryption.blind_index(key, "山田")
    with pytest.raises(KeyDestroyed):
        keyring.create(key)


def test_other_processes_notice_that_a_key_was_destroyed(key):
    other = Keyring()
    assert other.data_key(key)
    keyring.destroy(key)
    with pytest.raises(KeyDestroyed):
        other.data_key(key)


def test_missing_keyring_is_an_error_and_never_looks_like_erasure(key, settings, tmp_path):
    ciphertext = encryption.encrypt(key, "山田", COLUMN)
    settings.KEYRING_DIR = tmp_path / "not-mounted"
    with pytest.raises(KeyMissing):
        encryption.decrypt(ciphertext, COLUMN)
    with pytest.raises(KeyMissing):
        keyring.destroy(key)
