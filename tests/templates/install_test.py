"""The install.sh of a release, against a server on loopback that is as it should be and one that is not."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import release
import tools

SOURCE = pathlib.Path(os.environ["SOURCE"])
LEAKGATE = os.environ["LEAKGATE"]
BASE_TOOLS = ("sh", "mktemp", "rm", "tar", "gzip", "awk", "uname", "cp", "mv", "mkdir", "perl", "env")
for program in ("curl", "wget", "shasum", "sha256sum"):
    tools.need(program)


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-install-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.release = release.Release(self.folder / "release", SOURCE, LEAKGATE)
        self.addCleanup(self.release.server.close)
        self.home = self.folder / "home"
        self.program = self.home / ".local/bin/leakgate"

    def path(self, *programs, uname=None):
        """A PATH with little on it."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        for name in (*BASE_TOOLS, *programs):
            (folder / name).symlink_to(shutil.which(name))
        if uname:
            (folder / "uname").unlink()
            (folder / "uname").write_text(f'#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo {uname}\n')
            (folder / "uname").chmod(0o755)
        return str(folder)

    def run_script(self, *words, script=None, path=None, **variables):
        environment = {"HOME": str(self.home), "PATH": path or os.environ["PATH"], **variables}
        return subprocess.run(["sh", script or self.release.install, *words], env=environment, text=True, cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60)

    def assert_refused(self, run, *said):
        self.assertEqual(run.returncode, 3 if "could not be downloaded" in said[0] else 1, run.stdout)
        last = run.stdout.splitlines()[-1]
        self.assertTrue(last.startswith("leakgate: "), run.stdout)
        for text in said:
            self.assertIn(text, last)
        self.assertFalse(self.program.exists())
        self.assertEqual(list(self.home.rglob(".leakgate*")), [])

    def test_it_installs_without_root_and_without_a_word(self):
        run = self.run_script()
        self.assertEqual(run.returncode, 0, run.stdout)
        version = subprocess.run([self.program, "version"], check=True, capture_output=True, text=True).stdout.strip()
        self.assertIn(f"{version}: {self.program}\n", run.stdout)
        self.assertIn("is not on PATH", run.stdout)
        self.assertEqual(os.listdir(self.program.parent), ["leakgate"])

    def test_with_every_downloader_and_every_sum(self):
        for number, programs in enumerate((("curl", "sha256sum"), ("wget", "sha256sum"), ("curl", "shasum"))):
            folder = self.folder / f"bin {number}"
            run = self.run_script("--dir", str(folder), path=self.path(*programs))
            self.assertEqual(run.returncode, 0, run.stdout)
            self.assertTrue((folder / "leakgate").exists())
        self.assert_refused(self.run_script(path=self.path("sha256sum")), "curl or wget, got neither")
        self.assert_refused(self.run_script(path=self.path("curl")), "sha256sum or shasum, got neither")

    def test_where_it_goes(self):
        asked = self.folder / "asked"
        self.run_script(LEAKGATE_INSTALL_DIR=str(asked))
        self.assertTrue((asked / "leakgate").exists())
        self.run_script("--dir", str(self.folder / "said"), LEAKGATE_INSTALL_DIR=str(asked / "not"))
        self.assertTrue((self.folder / "said" / "leakgate").exists())
        self.assertFalse((asked / "not").exists())
        (self.folder / "file").write_text("")
        run = self.run_script("--dir", str(self.folder / "file"))
        self.assert_refused(run, "cannot be written (--dir names another folder)")

    def test_a_leakgate_that_is_there_is_replaced_or_kept_whole(self):
        self.program.parent.mkdir(parents=True)
        self.program.write_text("old")
        self.release.server.faults[self.release.archives["x86_64"]] = "damaged"
        self.assertEqual(self.run_script(path=self.path("curl", "sha256sum", uname="x86_64")).returncode, 1)
        self.assertEqual(self.program.read_text(), "old")
        self.release.server.faults.clear()
        self.assertEqual(self.run_script().returncode, 0)
        self.assertNotEqual(self.program.read_text(), "old")

    def test_the_machine_decides_the_archive(self):
        for machine, archive in (("x86_64", "x86_64"), ("amd64", "x86_64"), ("aarch64", "aarch64"), ("arm64", "aarch64")):
            self.release.server.asked.clear()
            run = self.run_script("--dir", str(self.folder / machine), path=self.path("curl", "sha256sum", uname=machine))
            self.assertEqual(run.returncode, 0, run.stdout)
            self.assertEqual(self.release.server.asked[-1].rsplit("/", maxsplit=1)[-1], self.release.archives[archive])
        run = self.run_script(path=self.path("curl", "sha256sum", uname="riscv64"))
        self.assert_refused(run, 'machine, got "riscv64"')

    def test_other_bytes_are_refused(self):
        for name in ("checksums.txt", *self.release.archives.values()):
            self.release.server.faults[name] = "damaged"
        self.assert_refused(self.run_script(), "/checksums.txt: not what was released", "nothing was installed")
        del self.release.server.faults["checksums.txt"]
        self.assert_refused(self.run_script(), ".tar.gz: not what was released", "expected")

    def test_a_cut_download_is_refused(self):
        for name in ("checksums.txt", *self.release.archives.values()):
            self.release.server.faults = {name: "cut"}
            for tool in ("curl", "wget"):
                extra = self.path(tool, "sha256sum", uname="aarch64" if "aarch64" in name else "x86_64")
                # wget would ask for the rest of it, many times.
                (self.home / ".wgetrc").parent.mkdir(exist_ok=True)
                (self.home / ".wgetrc").write_text("tries = 1\n")
                self.assert_refused(self.run_script(path=extra), f"/{name}: could not be downloaded")

    def test_what_is_not_there_is_refused(self):
        for name in (*self.release.archives.values(), "checksums.txt"):
            (self.release.folder / name).unlink()
            for tool in ("curl", "wget"):
                extra = self.path(tool, "sha256sum", uname="aarch64" if "aarch64" in name else "x86_64")
                self.assert_refused(self.run_script(path=extra), "could not be downloaded")

    def test_the_whole_name_counts(self):
        """Other files of a release begin or end with the name of the archive."""
        lines = (self.release.folder / "checksums.txt").read_text()
        decoys = ""
        for name in self.release.archives.values():
            for other in (name + ".sbom.json", "x" + name, name.replace(".", "x"), name + ".sig"):
                decoys += f"{'0' * 64}  {other}\n"
        self.release.seal(decoys + lines + decoys)
        run = self.run_script()
        self.assertEqual(run.returncode, 0, run.stdout)
        self.program.unlink()
        self.release.seal(decoys)
        self.assert_refused(self.run_script(), "/checksums.txt: does not name leakgate_")

    def test_a_mirror_is_not_trusted_more(self):
        other = release.Release(self.folder / "other", SOURCE, "/bin/false")
        self.addCleanup(other.server.close)
        self.assert_refused(self.run_script(LEAKGATE_URL=other.server.url), "not what was released")
        for name in ("checksums.txt", *self.release.archives.values()):
            shutil.copy(self.release.folder / name, other.folder)
        self.assertEqual(self.run_script(LEAKGATE_URL=other.server.url).returncode, 0)
        self.assertEqual(len(other.server.asked), 3)

    def test_by_the_digest_of_an_archive(self):
        """As CI takes it, with the script of the checkout, which has no version of its own."""
        script = SOURCE / "script/dist/install.sh"
        self.assert_refused(self.run_script(script=script), "take the install.sh of a release")
        name = self.release.archives["x86_64"]
        words = ["--version", release.VERSION, "--url", self.release.server.url, "--sha256"]
        path = self.path("curl", "sha256sum", uname="x86_64")
        self.assert_refused(self.run_script(*words, "0" * 64, script=script, path=path), "not what was released")
        self.release.server.asked.clear()
        run = self.run_script(*words, self.release.digest(name), script=script, path=path)
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertEqual(len(self.release.server.asked), 1)

    def test_what_is_kept_is_checked_again(self):
        kept = self.folder / "kept" / "archive"
        name = self.release.archives["x86_64"]
        path = self.path("curl", "sha256sum", "dirname", uname="x86_64")
        for asked in (2, 3, 5):
            run = self.run_script("--cache", str(kept), path=path)
            self.assertEqual(run.returncode, 0, run.stdout)
            self.assertEqual(kept.read_bytes(), (self.release.folder / name).read_bytes())
            self.assertEqual(len(self.release.server.asked), asked)
            if asked == 3:
                kept.write_bytes(release.archive("/bin/false"))

    def test_half_of_the_script_does_nothing(self):
        text = self.release.install.read_text()
        half = self.folder / "half.sh"
        for share in range(1, 20):
            half.write_text(text[:len(text) * share // 20])
            self.run_script(script=half)
            self.assertFalse(self.program.exists())
        self.assertEqual(self.release.server.asked, [])

    def test_words_that_it_does_not_know(self):
        self.assert_refused(self.run_script("--prefix", "/usr"), 'option, got "--prefix"')
        self.assert_refused(self.run_script("--dir"), "--dir: no value")

    def test_a_program_that_does_not_start_is_not_installed(self):
        other = release.Release(self.folder / "other", SOURCE, "/bin/false")
        self.addCleanup(other.server.close)
        self.assert_refused(self.run_script(script=other.install), "does not start here")


if __name__ == "__main__":
    unittest.main()
