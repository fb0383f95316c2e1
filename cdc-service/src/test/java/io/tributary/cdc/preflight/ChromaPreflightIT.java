package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.plan.TableRule;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromaPreflightIT {
  private static final String DATABASE = "default_database";

  @TempDir Path directory;

  @Test
  void passesADirectoryThatHasLostNothing() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "notes", "l2", 2);
      application.write(DATABASE, "notes", Operation.add("a", 1, 2));
      application.create(DATABASE, "tmp_left", "l2", 2);
    }

    // when
    List<PreflightCheck> checks = check(source());

    // then
    assertThat(ofSource(checks)).noneMatch(check -> check.result() != Result.PASSED);
    assertThat(only(checks, "SOURCE-CONNECTION").finding())
        .contains("2 collections, 1 of which move");
    assertThat(only(checks, "CHROMA-MAPPING").finding()).contains("1 collections can be moved");
    assertThat(only(checks, "TARGET-EXTENSION").finding()).contains("vector");
  }

  @Test
  void namesWhatChromaHasLost() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "notes", "l2", 2);
      application.write(DATABASE, "notes", Operation.add("gone", 1, 2));
      application.write(DATABASE, "notes", Operation.add("nan", Float.NaN, 2));
      application.update("DELETE FROM embeddings_queue WHERE id = 'gone'");
      application.create(DATABASE, "old", "l2", 2);
      application.drop(DATABASE, "old");
    }

    // when
    List<PreflightCheck> found = withCode(check(source()), "CHROMA-FINDINGS");

    // then
    assertThat(found)
        .allMatch(check -> check.result() == Result.WARNING)
        .extracting(PreflightCheck::finding)
        .anyMatch(text -> text.equals("Chroma has lost the vectors of 1 records: gone."))
        .anyMatch(
            text -> text.startsWith("The vectors of 1 records hold NaN") && text.contains("nan"))
        .anyMatch(text -> text.startsWith("1 folders belong to no collection"));
    assertThat(found)
        .extracting(PreflightCheck::fix)
        .anyMatch(text -> text.contains("accept them by name at the cutover"));
  }

  @Test
  void saysWhatBecomesOfLongVectors() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "long", "cosine", 2_500);
      application.write(DATABASE, "long", Operation.add("a", new float[2_500]));
      application.create(DATABASE, "longer", "l2", 4_500);
      application.write(DATABASE, "longer", Operation.add("a", new float[4_500]));
    }

    // then
    assertThat(withCode(check(source()), "CHROMA-REMARKS"))
        .extracting(PreflightCheck::finding)
        .anyMatch(text -> text.contains("Collection long:") && text.contains("halfvec(2500)"))
        .anyMatch(text -> text.contains("Collection longer:") && text.contains("has 4500"));
  }

  @Test
  void refusesWhatCannotBeMovedAndSaysWhatToDo() throws Exception {
    // when nothing is there, an old format, somebody else's directory
    assertThat(only(check(source()), "SOURCE-CONNECTION").finding())
        .contains("holds no chroma.sqlite3");
    Files.createFile(directory.resolve("chroma-embeddings.parquet"));
    assertThat(only(check(source()), "SOURCE-CONNECTION").finding())
        .contains("Chroma 0.3")
        .contains("chroma-migrate");
    Files.delete(directory.resolve("chroma-embeddings.parquet"));

    // when a rule names no collection
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "notes", "l2", 2);
    }
    Source misnamed = source(Map.of("note", new TableRule("memory", Map.of())));
    PreflightCheck check = only(check(misnamed), "CHROMA-MAPPING");
    assertThat(check.result()).isEqualTo(Result.FAILED);
    assertThat(check.finding()).contains("did you mean notes?");
  }

  @Test
  void saysHowPgvectorIsCreatedWhereTheRoleMayNot() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "notes", "l2", 2);
    }
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("preflight_chroma");
    PreflightSubject.execute(
        server, "postgres", "CREATE ROLE preflight_mover LOGIN PASSWORD 'moves'");
    try {
      // when
      List<PreflightCheck> checks =
          PreflightSubject.check(
              PreflightSubject.migration(
                  PreflightSubject.connection(
                      server, "preflight_chroma", "preflight_mover", "moves"),
                  source()));

      // then
      PreflightCheck check = only(checks, "TARGET-EXTENSION");
      assertThat(check.result()).isEqualTo(Result.FAILED);
      assertThat(check.finding()).contains("Extension vector");
      assertThat(check.fix()).contains("CREATE EXTENSION \"vector\"");
    } finally {
      server.dropDatabase("preflight_chroma");
      PreflightSubject.execute(server, "postgres", "DROP ROLE preflight_mover");
    }
  }

  private static List<PreflightCheck> ofSource(List<PreflightCheck> checks) {
    return checks.stream().filter(check -> check.subject().equals("memory")).toList();
  }

  private static List<PreflightCheck> check(Source source) {
    return PreflightSubject.check(
        PreflightSubject.migration(
            PreflightSubject.connection(PostgresFixture.target(), "postgres"), source));
  }

  private Source source() {
    return source(Map.of());
  }

  private Source source(Map<String, TableRule> rules) {
    return new Source(
        "memory",
        SourceKind.CHROMA,
        null,
        List.of(new SchemaMapping(DATABASE, "shop", Map.of(), List.of(), List.of("tmp_*"))),
        null,
        null,
        new ConvertedSource(directory.toString(), null, null, true, "UTC", rules));
  }
}
