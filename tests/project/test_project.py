"""Finding a project and its profiles, and reading careerpdf.yaml; fixtures/bad-profiles has its faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from careerpdf.profile.load import load_profile
from careerpdf.project.config import Office, ProjectConfig
from careerpdf.project.load import open_project
from careerpdf.project.problems import unknown_booklet, unknown_role, unread_files
from careerpdf.project.project import Project


def make(root: Path, *roles: str) -> Path:
    (root / "profiles").mkdir(parents=True)
    for role in roles:
        (root / "profiles" / role).write_text("title: A\n", encoding="utf-8")
    return root


def test_the_nearest_folder_with_profiles_or_settings_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "college")
    deep = tmp_path / "college" / "profiles" / "old"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert open_project(None)[0].root == tmp_path / "college"
    (deep / "careerpdf.yaml").write_text("paper: a4\n")
    assert open_project(None)[0].root == deep
    assert open_project(None)[0].config.paper == "a4"


def test_without_any_the_current_folder_is_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project, (problem,) = open_project(None)
    assert project == Project(tmp_path, ProjectConfig())
    assert not project.is_there
    assert project.role_ids() == ()
    assert (problem.code, problem.file) == ("not-a-handout-folder", str(tmp_path))
    assert "`careerpdf init`" in str(problem.hint)


def test_the_way_to_the_folder_that_was_meant_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "my handouts")
    (tmp_path / "my handouts" / "careerpdf.yaml").write_text("paper: a4\n")
    assert '`cd "my handouts"`' in str(open_project(None)[1][0].hint)
    assert '--project "my handouts"' in str(open_project(Path("my handouts", "profiles"))[1][0].hint)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("dental-assistant.yaml.txt", "rename it to dental-assistant.yaml"),
        ("Dental Assistant.txt", "rename it to dental-assistant.yaml"),
        ("Chef.YAML", "rename it to chef.yaml"),
        ("dental-assistant.docx", "copy its text into a text file named dental-assistant.yaml"),
        ("chef.yaml/", "move the profile out of it, into profiles/"),
        ("nurse.yaml.txt", "delete one of the two"),
    ],
)
def test_what_looks_like_a_profile_and_is_not_read_gets_a_warning(tmp_path: Path, name: str, hint: str) -> None:
    project = open_project(make(tmp_path / "w", "nurse.yaml"))[0]
    path = project.profiles_dir / name
    path.mkdir() if name.endswith("/") else path.write_bytes(b"title: A\n")
    (problem,) = unread_files(project)
    assert (problem.code, problem.severity) == ("not-read", "warning")
    assert problem.message.startswith(path.name)
    assert str(problem.hint).startswith(hint)


@pytest.mark.parametrize(
    "name", ["README.md", "~$nurse.docx", ".nurse.txt", "nurse.docx", "nurse.yaml~", "nurse.yaml.bak", "Thumbs.db"]
)
def test_what_nobody_takes_for_a_profile_is_left_alone(tmp_path: Path, name: str) -> None:
    project = open_project(make(tmp_path / "w", "nurse.yaml"))[0]
    (project.profiles_dir / name).write_bytes(b"")
    (project.profiles_dir / "old").mkdir()
    assert unread_files(project) == ()


def test_an_unknown_role_is_told_of_the_file_that_is_not_read(tmp_path: Path) -> None:
    project = open_project(make(tmp_path / "w", "nurse.yaml"))[0]
    (project.profiles_dir / "dental-assistant.yaml.txt").write_bytes(b"")
    for role in ("dental-assistant", "Dental Assistant"):
        assert "dental-assistant.yaml.txt is not read; rename it" in str(unknown_role(project, role).hint)


def test_a_given_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert open_project(make(tmp_path / "here"))[0].root == tmp_path / "here"


def test_folders_of_a_project_have_fixed_names(tmp_path: Path) -> None:
    project = Project(tmp_path, ProjectConfig())
    folders = (project.profiles_dir, project.booklets_dir, project.styles_dir, project.output_dir)
    assert [folder.name for folder in folders] == ["profiles", "booklets", "styles", "output"]
    assert {folder.parent for folder in folders} == {tmp_path}


def test_settings_are_all_optional_and_may_be_nothing_but_comments(tmp_path: Path) -> None:
    (tmp_path / "careerpdf.yaml").write_text("# nothing yet\n")
    project, problems = open_project(tmp_path)
    assert problems == ()
    assert project.config == ProjectConfig(office=Office())


def test_a_whole_file_of_settings_is_read(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    Image.new("L", (2, 2)).save(tmp_path / "images" / "logo.png")
    (tmp_path / "careerpdf.yaml").write_text(
        "office:\n  name: Career Services\n  phone: 555-0100\n  email: careers@northfield.example\n"
        "  url: https://northfield.example\n  logo: images/logo.png\n  logo_alt: Northfield\n"
        "style: classic\npaper: Half-Letter\nlanguage: en\ntime_zone: America/Chicago\n"
    )
    project, problems = open_project(tmp_path)
    assert problems == ()
    assert project.config.office.phone == "555-0100"
    assert project.config.office.logo == "images/logo.png"
    assert (project.config.style, project.config.paper) == ("classic", "half-letter")


def test_a_brand_is_read_in_its_short_and_its_long_form(tmp_path: Path) -> None:
    (tmp_path / "careerpdf.yaml").write_text(
        "brand:\n  colours: {accent: '#7a0019'}\n  fonts:\n    sans: Lato\n    serif: fonts/A.ttf\n"
        "    mono: {regular: b.otf}\n  footer:  Ask   us \n  set: {text.title.size: 34, qr: 60.5}\n"
    )
    project, problems = open_project(tmp_path)
    assert problems == ()
    brand = project.config.brand
    assert (brand.fonts["sans"].family, brand.fonts["serif"].regular, brand.fonts["mono"].regular) == (
        "Lato", "fonts/A.ttf", "b.otf",
    )  # fmt: skip
    assert (brand.footer, brand.adjust_contrast, brand.set) == ("Ask us", False, {"text.title.size": 34, "qr": 60.5})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("brand: red", "'brand' is the text 'red'"),
        ("brand: {colors: {accent: '#7a0019'}}", "did you mean 'colours'?"),
        ("brand: {colours: {accent: Dark Blue}}", "a color such as"),
        ("brand: {colours: ['#7a0019']}", "is a list where a group of fields belongs"),
        ("brand: {fonts: {sans: {regualr: a.ttf}}}", "did you mean 'regular'?"),
        ("brand: {fonts: {sans: [a.ttf]}}", "'sans' in 'fonts' is a list"),
        ("brand: {set: {text: {title: {size: 4}}}}", "`text.title.size: 30`"),
        ("brand: {set: {text.title.size: [{size: 4}]}}", "`text.title.size: 30`"),
        ("brand: {set: {boxes.panel.padding: [[4, 5]]}}", "`text.title.size: 30`"),
        ("brand: {adjust_contrast: maybe}", "true or false"),
        (f"brand: {{footer: {'x' * 91}}}", "holds 90"),
        ("brand: {footr: x}", "did you mean 'footer'?"),
    ],
)
def test_a_faulty_brand_is_said_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "careerpdf.yaml").write_text(text + "\n", encoding="utf-8")
    project, (problem,) = open_project(tmp_path)
    assert said in problem.format()
    assert problem.span is not None
    assert problem.span.line == 1
    assert project.config == ProjectConfig()


def test_a_logo_of_another_kind_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "logo.bmp").write_bytes(b"BM")
    (tmp_path / "careerpdf.yaml").write_text("office:\n  logo: logo.bmp\n  logo_alt: Northfield\n")
    (problem,) = open_project(tmp_path)[1]
    assert problem.code == "bad-picture"
    assert "PNG" in (problem.hint or "")


def test_a_logo_needs_its_words_unless_it_is_decoration(tmp_path: Path) -> None:
    Image.new("L", (2, 2)).save(tmp_path / "logo.png")
    settings = tmp_path / "careerpdf.yaml"
    settings.write_text("office:\n  logo: logo.png\n")
    assert [(p.code, p.span and p.span.line) for p in open_project(tmp_path)[1]] == [("missing-alt", 2)]
    settings.write_text("office:\n  logo: logo.png\n  logo_decorative: true\n")
    assert open_project(tmp_path)[1] == ()


def test_faulty_settings_leave_the_defaults_and_say_why(tmp_path: Path) -> None:
    (tmp_path / "careerpdf.yaml").write_text("paper: a44\n")
    project, problems = open_project(tmp_path)
    assert project.config == ProjectConfig()
    assert [p.code for p in problems] == ["unknown-value"]


def test_roles_are_the_profiles_in_alphabetical_order(tmp_path: Path) -> None:
    make(tmp_path / "w", "nurse.yaml", "chef.yml", "._nurse.yaml", "notes.txt", ".hidden.yaml")
    (tmp_path / "w" / "profiles" / "folder.yaml").mkdir()
    assert open_project(tmp_path / "w")[0].role_ids() == ("chef", "nurse")


def test_a_role_is_found_by_its_name_its_file_or_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = open_project(make(tmp_path / "w", "nurse.yaml", "chef.yml"))[0]
    nurse = project.profiles_dir / "nurse.yaml"
    assert project.profile_path("nurse") == nurse
    assert project.profile_path("nurse.yaml") == nurse
    assert project.profile_path(str(nurse)) == nurse
    (project.profiles_dir / "Dental Assistant.yaml").write_text("title: A\n")
    assert project.profile_path("Dental Assistant") == project.profiles_dir / "Dental Assistant.yaml"
    assert project.profile_path("chef") == project.profiles_dir / "chef.yml"
    monkeypatch.chdir(tmp_path)
    assert project.profile_path("w/profiles/nurse.yaml") == Path("w/profiles/nurse.yaml")


@pytest.mark.parametrize("role", ["", "..", "../secret", "nurse/..", "missing", "missing.yaml", "a\0b", "*"])
def test_other_names_find_nothing(tmp_path: Path, role: str) -> None:
    assert open_project(make(tmp_path / "w", "nurse.yaml"))[0].profile_path(role) is None


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        ("registred-nurse", "did you mean 'registered-nurse'?"),
        ("Registered Nurse", "did you mean 'registered-nurse'?"),
        ("registered-nurse.yml", "did you mean 'registered-nurse'?"),
        ("astronaut", "`careerpdf list` shows the roles there are"),
    ],
)
def test_an_unknown_role_gets_the_one_that_was_meant(tmp_path: Path, role: str, hint: str) -> None:
    problem = unknown_role(open_project(make(tmp_path / "w", "registered-nurse.yaml"))[0], role)
    assert (problem.code, problem.hint) == ("unknown-role", hint)
    assert role in problem.message


def test_without_any_profile_the_way_to_a_first_one_is_said(tmp_path: Path) -> None:
    assert "careerpdf init" in str(unknown_role(open_project(tmp_path)[0], "nurse").hint)


def test_a_name_that_no_file_can_have_is_no_role(tmp_path: Path) -> None:
    project = Project(make(tmp_path, "nurse.yaml"), ProjectConfig())
    (tmp_path / "profiles" / "folder.yaml").mkdir()
    loop = tmp_path / "profiles" / "loop.yaml"
    loop.symlink_to(loop)
    assert project.role_ids() == ("nurse",)
    assert [d.hint for d in unread_files(project) if "loop" in d.message] == ["put the file itself in its place"]
    for role in ("folder", "folder.yaml", "loop.yaml", "a\0b.yaml", "x" * 5000, "x" * 5000 + ".yaml"):
        assert project.profile_path(role) is None
        assert load_profile(tmp_path / "profiles" / role).value is None


def test_a_folder_of_profiles_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    make(tmp_path, "nurse.yaml")
    monkeypatch.setattr(Path, "iterdir", refuse)
    project, (problem,) = open_project(tmp_path)
    assert (problem.code, problem.message) == ("unreadable", "the folder cannot be read: permission denied")
    assert problem.file is not None
    assert problem.file.endswith("profiles")
    assert project.role_ids() == ()


# -- booklets


@pytest.fixture
def booklets(tmp_path: Path) -> Project:
    folder = make(tmp_path, "nurse.yaml") / "booklets"
    folder.mkdir()
    for name in ("fair.yaml", "all.yml", "._fair.yaml", "fair.yaml.txt", "notes.docx"):
        (folder / name).write_text("title: A\n", encoding="utf-8")
    (folder / "old.yaml").mkdir()
    return Project(tmp_path, ProjectConfig())


def test_booklets_are_the_files_in_their_folder_hidden_ones_left_out(booklets: Project, tmp_path: Path) -> None:
    assert booklets.booklet_ids() == ("all", "fair")
    assert Project(tmp_path / "booklets", ProjectConfig()).booklet_ids() == ()


def test_a_booklet_is_given_by_its_name_or_as_a_path(booklets: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(booklets.root)
    fair = booklets.booklets_dir / "fair.yaml"
    assert booklets.booklet_path("fair") == booklets.booklet_path("fair.yaml") == fair
    assert booklets.booklet_path("booklets/fair.yaml") == Path("booklets", "fair.yaml")
    assert booklets.booklet_path(str(fair)) == fair
    assert booklets.booklet_path("all") == booklets.booklets_dir / "all.yml"


@pytest.mark.parametrize("name", ["", "fairs", "../profiles/nurse", "profiles/nurse.yaml", "nurse.yaml", "a\0b", "old"])
def test_other_names_are_no_booklets(booklets: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(booklets.root)
    assert booklets.booklet_path(name) is None


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("fiar", "did you mean 'fair'?"), ("Fair.yaml", "did you mean 'fair'?"),
        ("nurse", "'nurse' is a role: `careerpdf build nurse` makes its handout"),
        ("x", "`careerpdf list` shows the booklets there are"),
    ],
)  # fmt: skip
def test_an_unknown_booklet_gets_the_next_step(booklets: Project, name: str, hint: str) -> None:
    problem = unknown_booklet(booklets, name)
    assert (problem.code, problem.hint) == ("unknown-booklet", hint)


def test_without_a_booklet_the_way_to_one_without_a_manifest_is_said(tmp_path: Path) -> None:
    assert "careerpdf booklet --all" in str(unknown_booklet(Project(tmp_path, ProjectConfig()), "x").hint)


@pytest.mark.parametrize(("said", "meant"), [("2", 2), ("none", "none"), ("20", 20)])
def test_the_pages_of_a_handout_can_be_said_for_all(tmp_path: Path, said: str, meant: object) -> None:
    (tmp_path / "careerpdf.yaml").write_text(f"fit: {said}\n", encoding="utf-8")
    project, problems = open_project(tmp_path)
    assert problems == ()
    assert project.config.fit == meant


@pytest.mark.parametrize("said", ["two", "0", "21", "true", "1.5", "[1]"])
def test_pages_that_no_handout_can_have_are_refused_at_their_place(tmp_path: Path, said: str) -> None:
    (tmp_path / "careerpdf.yaml").write_text(f"fit: {said}\n", encoding="utf-8")
    _, problems = open_project(tmp_path)
    assert [(p.code, p.span and p.span.column) for p in problems] == [("bad-fit", 6)]
    assert problems[0].expected == "the most pages of a handout, from 1 to 20, or none"
