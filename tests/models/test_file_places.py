"""Folders that other computers write to are known by name, by mark, by drive; others are not."""

from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from models.file_places import Mount, Shared, is_far, mounts_from, shared
from models.issued_pack import file_state

TABLE = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda2 /data xfs rw 0 0
nas:/export /data/office nfs4 rw,vers=4.2 0 0
//nas/share /mnt/My\\040share cifs rw 0 0
ana@far: /mnt/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
/dev/fuse /mnt/secret fuse.gocryptfs rw 0 0
systemd-1 /net autofs rw 0 0
nas:/x /net nfs rw 0 0
drive: /mnt/cloud fuse.rclone rw 0 0
C: /mnt/c 9p rw 0 0
broken
"""
MOUNTS = mounts_from(TABLE, PurePosixPath)


class Empty:
    """A disk on which nothing else lies."""

    def __init__(self, files: Mapping[str, str] | None = None) -> None:
        self.files = {PurePosixPath(name): text for name, text in (files or {}).items()}

    def names(self, folder: PurePath) -> list[str]:
        return [file.name for file in self.files if file.parent == folder]

    def text(self, file: PurePath) -> str:
        return self.files[PurePosixPath(file)]


def told(file: str, disk: Empty | None = None) -> Shared | None:
    return shared(PurePosixPath(file), MOUNTS, disk or Empty(), {})


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/data/office/a.alliance", "nfs4"),
        ("/data/office/deep/a.alliance", "nfs4"),
        ("/mnt/My share/a.alliance", "cifs"),
        ("/mnt/far/a.alliance", "sshfs"),
        ("/net/a.alliance", "nfs"),
        ("/mnt/cloud/a.alliance", "rclone"),
        ("/mnt/c/a.alliance", "9p"),
    ],
)
def test_a_drive_of_another_computer_is_known_by_its_kind(file, kind):
    assert told(file) == Shared(drive=kind)


@pytest.mark.parametrize(
    "file",
    ["/srv/a.alliance", "/data/a.alliance", "/data/office2/a.alliance", "/mnt/stick/a.alliance",
     "/mnt/secret/a.alliance", "/mnt/a.alliance", "/a.alliance"],
)  # fmt: skip
def test_a_drive_of_this_computer_is_none(file):
    assert told(file) is None


def test_without_a_table_of_drives_nothing_is_said():
    assert shared(PurePosixPath("/mnt/far/a.alliance"), (), Empty(), {}) is None


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"), ("Dropbox (Contoso)", "Dropbox"), ("OneDrive", "OneDrive"),
        ("OneDrive - Contoso Ltd", "OneDrive"), ("OneDrive-Contoso", "OneDrive"),
        ("Google Drive", "Google Drive"), ("GoogleDrive-a@example.com", "Google Drive"),
        ("Nextcloud", "Nextcloud"), ("ownCloud", "ownCloud"), ("iCloudDrive", "iCloud Drive"),
        ("iCloud Drive", "iCloud Drive"), ("com~apple~CloudDocs", "iCloud Drive"),
        ("DROPBOX", "Dropbox"), ("pCloudDrive", "pCloud"), ("Proton Drive", "Proton Drive"),
    ],
)  # fmt: skip
def test_a_service_is_known_by_the_name_of_its_folder(folder, service):
    assert told(f"/srv/{folder}/a.alliance") == Shared(service=service)
    assert told(f"/srv/{folder}/partners/2026/a.alliance") == Shared(service=service)


@pytest.mark.parametrize(
    "folder",
    ["My Dropbox notes", "dropboxes", "Drive", "Sync", "Box", "Cloud", "Partners - Dropbox",
     "one drive", "OneDriveless", "Documents"],
)  # fmt: skip
def test_a_folder_that_only_sounds_so_is_none(folder):
    assert told(f"/srv/{folder}/a.alliance") is None
    assert told("/srv/Documents/Dropbox.alliance") is None  # the file's own name says nothing


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"),
        (".tmp.drivedownload", "Google Drive"), (".nextcloudsync.log", "Nextcloud"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"), ("._sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".SynologyWorkingDirectory", "Synology Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    ],
)  # fmt: skip
def test_a_service_is_known_by_what_it_puts_into_its_folder(mark, service):
    disk = Empty({f"/srv/books/{mark}": ""})
    assert told("/srv/books/a.alliance", disk) == Shared(service=service)
    assert told("/srv/books/deep/er/a.alliance", disk) == Shared(service=service)
    assert told("/srv/other/a.alliance", disk) is None


@pytest.mark.parametrize(
    ("line", "service"),
    [
        (r"IconResource=C:\Program Files\Microsoft OneDrive\OneDrive.exe,6", "OneDrive"),
        (r"IconResource=C:\Program Files\Google\Drive\GoogleDriveFS.exe,23", "Google Drive"),
        (r"IconFile=C:\Program Files\Dropbox\Client\Dropbox.exe", "Dropbox"),
        (r"IconResource=C:\Windows\System32\imageres.dll,-112", None),
        ("", None),
    ],
)
def test_a_service_is_known_by_the_picture_of_its_folder(line, service):
    disk = Empty({"/srv/books/desktop.ini": f"[.ShellClassInfo]\n{line}\n"})
    found = told("/srv/books/a.alliance", disk)
    assert (found.service if found else None) == service


def test_a_folder_that_the_system_names_is_known():
    roots: dict[PurePath, str] = {PureWindowsPath(r"D:\Files"): "OneDrive"}
    local = (Mount(PureWindowsPath("D:\\"), "local"),)
    inside = PureWindowsPath(r"d:\files\deep\a.alliance")  # names fold there
    assert shared(inside, local, Empty(), roots) == Shared(service="OneDrive")
    assert shared(PureWindowsPath(r"D:\Other\a.alliance"), local, Empty(), roots) is None


def test_a_drive_letter_or_a_name_of_another_computer_is_far():
    mapped = (Mount(PureWindowsPath("Z:\\"), "remote"),)
    found = shared(PureWindowsPath(r"Z:\a.alliance"), mapped, Empty(), {})
    assert found == Shared(drive="a network drive")
    by_name = PureWindowsPath(r"\\nas\share\a.alliance")
    assert shared(by_name, (), Empty(), {}) == Shared(drive="a network drive")


@pytest.mark.parametrize(
    ("name", "far"),
    [("\\\\nas\\share", True), ("//nas/share", True), ("C:\\a", False), ("/srv/a", False),
     ("", False), ("\\/nas", True)],
)  # fmt: skip
def test_a_name_that_leads_to_another_computer_is_told_without_asking_the_disk(name, far):
    assert is_far(name) == far


def test_the_words_say_what_may_happen_and_what_to_do():
    for place in (Shared(service="Dropbox"), Shared(drive="nfs4")):
        assert place.service in place.message
        assert place.drive in place.message
        for words in ("Move it", "copy", "Backups"):
            assert words in place.hint


def test_the_settings_of_a_service_in_a_persons_folder_say_nothing():
    assert told("/srv/person/a.alliance", Empty({"/srv/person/.dropbox": ""})) is None


def test_a_pack_on_another_computer_is_not_looked_for_unasked(monkeypatch):
    def never(*_: object) -> bool:
        raise AssertionError("the disk was asked")

    monkeypatch.setattr(Path, "is_file", never)
    assert file_state("\\\\nas\\share\\pack.pdf", "0" * 64) == "unread"
