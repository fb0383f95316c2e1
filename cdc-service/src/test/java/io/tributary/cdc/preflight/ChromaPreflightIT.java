package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.files.chroma.capture.ChromaCaptureRemoval;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.fence.FencedCollections.Part;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
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
      application.write(DATABASE, "notes", QueueOperation.add("a", 1, 2));
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
      application.write(DATABASE, "notes", QueueOperation.add("gone", 1, 2));
      application.write(DATABASE, "notes", QueueOperation.add("nan", Float.NaN, 2));
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
      application.write(DATABASE, "long", QueueOperation.add("a", new float[2_500]));
      application.create(DATABASE, "longer", "l2", 4_500);
      application.write(DATABASE, "longer", QueueOperation.add("a", new float[4_500]));
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

    // when a file is named
    Path file = Files.createFile(directory.resolve("app.db"));
    assertThat(only(check(source().at(file.toString())), "SOURCE-CONNECTION").finding())
        .contains("is a file, and Chroma persists to a directory", "kind sqlite");
    Path own = Files.createFile(directory.resolve("chroma.sqlite3"));
    assertThat(only(check(source().at(own.toString())), "SOURCE-CONNECTION").finding())
        .contains("name the directory: " + directory);
    assertThat(only(check(source()), "SOURCE-CONNECTION").result()).isEqualTo(Result.FAILED);
    Files.delete(own);

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
  void refusesNamesThatMeanNothingAndASourceOfWhichNothingMoves() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "notes", "l2", 2);
      application.write(DATABASE, "notes", QueueOperation.add("a", 1, 2));
    }
    SchemaMapping misnamed = new SchemaMapping("default", "shop", Map.of(), List.of(), List.of());
    SchemaMapping patterns =
        new SchemaMapping(DATABASE, "shop", Map.of(), List.of("note"), List.of("tmp_*"));

    // when the database does not exist
    List<PreflightCheck> checks = check(source(misnamed));
    assertThat(only(checks, "SCHEMA-MISSING").finding())
        .isEqualTo("There is no database default in the directory. There is default_database.");
    assertThat(only(checks, "NOTHING-MOVES").result()).isEqualTo(Result.FAILED);
    assertThat(withCode(check(source(misnamed).with(WhenEmpty.ALLOWED)), "NOTHING-MOVES"))
        .isEmpty();

    // when patterns match nothing
    assertThat(withCode(check(source(patterns)), "TABLE-UNKNOWN"))
        .extracting(PreflightCheck::finding)
        .satisfiesExactly(
            text -> assertThat(text).contains(DATABASE + ".note, ", "Did you mean notes?"),
            text -> assertThat(text).contains(DATABASE + ".tmp_* ", "matches no collection"));

    // when rows are accepted that are not there
    CutoverSettings cutover =
        new CutoverSettings(
            10_000,
            1_000,
            OpenTransactions.ABORT_CUTOVER,
            2_000,
            List.of(),
            Map.of(),
            Map.of(
                "memory",
                List.of(DATABASE + ".notes/a", DATABASE + ".notes/b", DATABASE + ".nots/a")));
    assertThat(
            withCode(
                PreflightSubject.check(
                    PreflightSubject.migration(
                        PreflightSubject.connection(PostgresFixture.target(), "postgres"),
                        cutover,
                        source())),
                "ACCEPTED-UNKNOWN"))
        .extracting(PreflightCheck::finding)
        .satisfiesExactly(
            text -> assertThat(text).contains(".nots/a", "Did you mean default_database.notes?"),
            text -> assertThat(text).contains(".notes/b", "no such record"));
  }

  @Test
  void letsCollectionsFollowThatAnEarlierMigrationHasLeft() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create(DATABASE, "notes", "l2", 2);
      application.create(DATABASE, "rest", "l2", 2);
    }
    CaptureStart.in(directory.resolve("chroma.sqlite3"), "first", table -> false, 1_000);
    FencedCollections notes =
        new FencedCollections(List.of(new Part(DATABASE, List.of("notes"), List.of())));
    new ChromaFence(directory, notes, 1_000).raise("p", "t", "t", "moved to db.example");
    ChromaCaptureRemoval.besideFence(directory, 1_000);

    // when, then
    PreflightCheck again = only(check(source()), "SQLITE-CAPTURE");
    assertThat(again.result()).isEqualTo(Result.FAILED);
    assertThat(again.finding()).endsWith("refusing writes since: default_database.notes.");
    SchemaMapping rest = new SchemaMapping(DATABASE, "shop", Map.of(), List.of(), List.of("notes"));
    assertThat(only(check(source(rest)), "SQLITE-CAPTURE").result()).isEqualTo(Result.PASSED);
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

  private ChromaSource source() {
    return source(Map.of());
  }

  private ChromaSource source(Map<String, TableRule> rules) {
    return source(
        new SchemaMapping(DATABASE, "shop", Map.of(), List.of(), List.of("tmp_*")), rules);
  }

  private ChromaSource source(SchemaMapping database) {
    return source(database, Map.of());
  }

  private ChromaSource source(SchemaMapping database, Map<String, TableRule> rules) {
    return ChromaSource.of(
        "memory",
        directory.toString(),
        List.of(database),
        new ConversionRules(OnInvalid.STOP, true, ChromaSource.ZONE, rules));
  }
}
