"""What this system says of its drives and folders, as far as it says anything."""

import sys
from pathlib import Path

import pytest

from desktop.places import drives, roots, shared_place


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the table is Linux's")
def test_the_drives_of_this_system_are_listed():
    assert "/" in {str(mount.point) for mount in drives(Path.cwd())}


def test_the_folders_that_services_name_are_theirs(monkeypatch, tmp_path):
    (tmp_path / ".dropbox").mkdir()
    place = str(tmp_path / "Team files").replace("\\", "\\\\")
    info = tmp_path / ".dropbox" / "info.json"
    info.write_text(f'{{"business": {{"path": "{place}"}}, "odd": 3}}')
    monkeypatch.setenv("OneDrive", str(tmp_path / "Cloud"))
    assert roots() == {tmp_path / "Team files": "Dropbox", tmp_path / "Cloud": "OneDrive"}
    info.write_text("no JSON")
    assert roots() == {tmp_path / "Cloud": "OneDrive"}


def test_a_link_into_a_shared_folder_is_followed(tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / ".stfolder").mkdir()
    (tmp_path / "short").symlink_to(tmp_path / "work")
    found = shared_place(tmp_path / "short" / "a.alliance")
    assert found is not None
    assert found.service == "Syncthing"
    assert shared_place(tmp_path / "a.alliance") is None
