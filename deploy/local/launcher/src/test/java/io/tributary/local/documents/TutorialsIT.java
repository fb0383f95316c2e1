package io.tributary.local.documents;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.PostgresFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command of README and tutorials, typed as it is written, on one stack that the tutorials
 * themselves start. A block that is neither typed nor listed here is a failure.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TutorialsIT {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final String BEGIN = "docs/tutorials.md";
  private static final String README = "README.md";

  /** Blocks that no test types, by their first lines. */
  private static final Map<String, String> NOT_TYPED =
      Map.ofEntries(
          entry(
              "./tributary demo       # everything, on six sample databases with live writers",
              "the build itself, and the demo with all samples, which DemoIT runs"),
          entry(
              "./tributary demo n8n                       # only one sample",
              "the demo, whose options DemoIT runs"),
          entry(
              "export TARGET_PASSWORD=… LEGACY_PASSWORD=… N8N_PASSWORD=…",
              "passwords and a Kafka that only the reader has"),
          entry(
              "./tributary init --from postgresql://postgres@old.internal/n8n --to"
                  + " postgresql://postgres@db.internal/unified --file automation.yaml",
              "machines that only the reader has; the tutorials type the same for others"));

  /** What of the README's migration file only its reader has, and what stands for it here. */
  private static final List<Map.Entry<String, String>> OTHERS =
      List.of(
          entry("(target:\\s+connection: \\{)host: db.internal, port: 5432", "$1NEW"),
          entry("host: old.internal, port: 5432", "OLD"),
          entry(", tls: verify-full, tls-ca: [^}]*}", "}"),
          entry("/srv/n8n/.env", "DIRECTORY/n8n.env"),
          entry("- command: \\{run: .*", ""));

  @TempDir static Path directory;
  private static TypingReader reader;

  @BeforeAll
  static void begin() throws Exception {
    reader = new TypingReader(directory, PostgresFixture.source().binDirectory());
    for (CommandBlock block : CommandBlock.of(ROOT, BEGIN)) {
      reader.type(block);
    }
  }

  @AfterAll
  static void end() throws Exception {
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/tutorial-postgresql.md",
        "docs/tutorial-sqlite.md",
        "docs/tutorial-chroma.md"
      })
  void aTutorialGoesAsItIsWritten(String page) throws Exception {
    List<CommandBlock> blocks = CommandBlock.of(ROOT, page);
    assertThat(blocks).hasSizeGreaterThan(5);
    for (CommandBlock block : blocks) {
      reader.type(block);
    }
  }

  @Test
  void theReadmeGoesAsItIsWritten() throws Exception {
    // given: the database of the README's file, and the file with what is here
    reader.type(
        made(
            """
            psql -q "$OLD/postgres" -c 'CREATE DATABASE n8n'
            psql -q "$OLD/n8n" -c 'CREATE TABLE workflow (id int PRIMARY KEY, name text)' -c "INSERT INTO workflow VALUES (1, 'first')"
            touch n8n.env"""));
    Files.writeString(directory.resolve("automation.yaml"), readmeFile());
    List<CommandBlock> typed = new ArrayList<>();

    // when, then
    for (CommandBlock block : CommandBlock.of(ROOT, README)) {
      if (!NOT_TYPED.containsKey(block.firstLine())) {
        reader.type(block);
        typed.add(block);
      }
    }
    assertThat(typed).hasSizeGreaterThan(3);
    assertThat(Files.readString(directory.resolve("n8n.env"))).contains("DB_POSTGRESDB_SCHEMA");
  }

  @Test
  void everyTutorialIsTypedAndWhatIsListedIsThere() throws IOException {
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      assertThat(pages.map(page -> page.getFileName().toString()).filter(TutorialsIT::tutorial))
          .containsExactlyInAnyOrder(
              "tutorials.md", "tutorial-postgresql.md", "tutorial-sqlite.md", "tutorial-chroma.md");
    }
    assertThat(
            new TreeSet<>(
                CommandBlock.of(ROOT, README).stream().map(CommandBlock::firstLine).toList()))
        .as("blocks that are not typed, each with its reason")
        .containsAll(NOT_TYPED.keySet());
  }

  private static boolean tutorial(String page) {
    return page.startsWith("tutorial");
  }

  private static CommandBlock made(String commands) {
    return new CommandBlock("made by the test", commands, List.of());
  }

  private static String readmeFile() throws IOException {
    var block =
        Pattern.compile("(?s)```yaml\n(migration: automation\n.*?)```")
            .matcher(Files.readString(ROOT.resolve(README)));
    assertThat(block.find()).isTrue();
    String file = block.group(1);
    for (Map.Entry<String, String> other : OTHERS) {
      assertThat(Pattern.compile(other.getKey()).matcher(file).find()).as(other.getKey()).isTrue();
      file = file.replaceAll(other.getKey(), other.getValue());
    }
    return file.replace("NEW", server("postgres-target"))
        .replace("OLD", server("postgres-legacy"))
        .replace("DIRECTORY", directory.toString());
  }

  private static String server(String name) throws IOException {
    String url = Files.readString(directory.resolve(".tributary").resolve(name + ".url")).strip();
    return "host: 127.0.0.1, port: " + url.substring(url.lastIndexOf(':') + 1);
  }
}
