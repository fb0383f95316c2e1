package io.tributary.local.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command asks for and refuses, before anything answers. */
class InitCommandTest {
  private static final String NOBODY = "postgresql://u:s3cr3t@127.0.0.1:1/unified";

  @TempDir Path home;

  @Test
  void namesTheOptionWhereSomethingIsMissingAndNobodyCanBeAsked() throws Exception {
    Path file = Files.writeString(home.resolve("app.db"), "");

    InitResult nothing = InitResult.of(home, Map.of());
    InitResult nowhere = InitResult.of(home, Map.of(), "--from", file.toString());

    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.text()).contains("--from", "Next: ./tributary init");
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.text()).contains("--to");
  }

  @Test
  void asksForWhatIsMissingAtATerminal() {
    // given
    Deque<String> answers = new ArrayDeque<>(List.of(home + "/app.db"));
    List<String> asked = new ArrayList<>();
    Questions somebody =
        new Questions() {
          @Override
          public String ask(String question) {
            asked.add(question);
            return answers.isEmpty() ? "" : answers.pop();
          }

          @Override
          public String secret(String question) {
            return ask(question);
          }
        };

    // when
    InitResult run = InitResult.of(home, Map.of(), Optional.of(somebody), "--to", NOBODY);

    // then
    assertThat(asked).first().asString().startsWith("Source (");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.text()).contains(home + "/app.db is no file and no directory");
  }

  @Test
  void overwritesNoFile() throws Exception {
    Path source = Files.writeString(home.resolve("app.db"), "");
    Path file = Files.writeString(home.resolve("mine.yaml"), "mine");

    InitResult run =
        InitResult.of(
            home, Map.of(), "--from", source.toString(), "--to", NOBODY, "--file", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text())
        .contains(
            file + " exists, and is not written over", "--file", "Next: ./tributary plan " + file);
    assertThat(file).hasContent("mine");
  }

  @Test
  void saysWhatIsNoSource() throws Exception {
    Files.createDirectories(home.resolve("dir"));
    Files.writeString(home.resolve("chroma.sqlite3"), "");

    assertThat(from("dir").text()).contains("directory without chroma.sqlite3");
    assertThat(from("chroma.sqlite3").text()).contains("name that: --from " + home);
    assertThat(InitResult.of(home, Map.of(), "--from", "mongodb://u@h/d", "--to", NOBODY).text())
        .contains("mongodb is no kind of database", "postgresql, sqlite (a file) and chroma");
  }

  @Test
  void writesNothingWhereASourceOrTheTargetCannotBeRead() throws Exception {
    Files.writeString(
        home.resolve("app.db"), "Not a database, but long enough to be taken for one.");

    InitResult run = from("app.db");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text())
        .contains("is not an SQLite database", "No file was written")
        .doesNotContain("s3cr3t");
    assertThat(home.resolve("made.yaml")).doesNotExist();
  }

  private InitResult from(String file) {
    return InitResult.of(
        home,
        Map.of(),
        "--from",
        home.resolve(file).toString(),
        "--to",
        NOBODY,
        "--file",
        home.resolve("made.yaml").toString());
  }
}
