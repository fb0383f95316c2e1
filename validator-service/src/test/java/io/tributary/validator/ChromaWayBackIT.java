package io.tributary.validator;

import static io.tributary.validator.FollowingDirectory.moves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.chroma.CollectionShape.Space;
import io.tributary.validator.FollowingDirectory.Item;
import io.tributary.validator.LeadingTarget.Change;
import io.tributary.validator.LeadingTarget.Row;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After the switch the target leads, and the Chroma directory that rows came from follows it. */
class ChromaWayBackIT {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 20, 100, 1_000_000, 20, 1 << 20, 1_000_000);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final CollectionShape NOTES =
      new CollectionShape("default_database", "notes", 3, Space.L2);
  private static final CollectionShape FACES =
      new CollectionShape("default_database", "faces", 4, Space.COSINE);
  private static final CollectionShape TEMPORARY =
      new CollectionShape("default_database", "tmp_1", 3, Space.L2);
  private static final CollectionShape OTHER_NOTES =
      new CollectionShape("archive", "notes", 2, Space.IP);
  private static final List<SchemaMapping> ONE = List.of(moves("default_database"));

  /** So far that no reading of the target is ahead of it, whatever else its server writes. */
  private static final Change ALL = new Change(-1, Long.MAX_VALUE);

  private FollowingDirectory home;
  private Comparing comparing;

  @AfterEach
  void close() throws Exception {
    if (comparing != null) {
      comparing.close();
    }
    if (home != null) {
      home.close();
    }
  }

  private void start(
      String name,
      List<SchemaMapping> databases,
      UnaryOperator<ChromaSource> declared,
      CollectionShape... collections)
      throws Exception {
    home = new FollowingDirectory("home" + name, databases, declared, collections);
    comparing = new Comparing(home.target.prefix, LIMITS);
  }

  private void switched() {
    comparing.desire(home.migration, MigrationGoal.SWITCHED, 1, "cut-0");
  }

  /** Vectors that are no unit vectors, so that what is stored of them is rounded. */
  private static List<Item> items(int count, int dimension) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            n -> {
              float[] vector = new float[dimension];
              for (int i = 0; i < dimension; i++) {
                vector[i] = (float) Math.sin(n * 7 + i) * n;
              }
              return new Item("r" + n, n % 5 == 0 ? null : "text " + n, n, vector);
            })
        .toList();
  }

  /** Puts records on both sides. */
  private void both(CollectionShape collection, String table, List<Item> items) throws Exception {
    home.bringHome(
        home.target.write(
            items.stream().map(item -> item.into(table)).collect(Collectors.joining())),
        () -> {
          for (Item item : items) {
            home.put(collection, item);
          }
        });
  }

  @Test
  void findsEachCollectionEqualAndNamesWhatDiffersAtEitherSide() throws Exception {
    // given: two databases with a collection of one name, and one that stays
    start(
        "equal",
        List.of(moves("default_database", "tmp_*"), moves("archive")),
        source ->
            source.with(
                source
                    .rules()
                    .withTables(
                        Map.of(
                            "faces",
                            new TableRule(
                                "faces",
                                Map.of("uri", new ColumnRule(null, true, null, null, Map.of())))))),
        NOTES,
        FACES,
        TEMPORARY,
        OTHER_NOTES);
    both(NOTES, "vector_notes", items(150, 3));
    both(FACES, "faces", items(120, 4));
    both(OTHER_NOTES, "vector_archive_notes", items(7, 2));
    home.bringHome(home.target.beat(), () -> home.put(TEMPORARY, items(1, 3).get(0)));

    // when
    switched();

    // then: verdicts call the tables as the stream that comes home does
    TableVerdict notes = awaitVerdict("moved.vector_notes", v -> v.verdict() == Verdict.EQUAL);
    assertThat(notes.compared().source()).isEqualTo("app.back");
    assertThat(notes.compared().target()).isEqualTo("default_database.notes");
    assertThat(notes.rows()).isEqualTo(new RowCounts(150, 150, 0));
    TableVerdict other =
        awaitVerdict("moved.vector_archive_notes", v -> v.verdict() == Verdict.EQUAL);
    assertThat(other.compared().target()).isEqualTo("archive.notes");
    assertThat(other.rows()).isEqualTo(new RowCounts(7, 7, 0));
    awaitVerdict("moved.faces", v -> v.verdict() == Verdict.EQUAL);
    assertThat(comparing.verdicts)
        .extracting(TableVerdict::table)
        .containsOnly("moved.vector_notes", "moved.faces", "moved.vector_archive_notes");
    assertThat(comparing.verdicts).allMatch(v -> v.verdict() == Verdict.EQUAL);

    // when a server has put the vectors into its folders, and rounded those of one of them
    home.persist(NOTES);
    home.persist(FACES);
    String faces = "moved.faces";
    assertThat(secondVerdictFromNow(faces).verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(secondVerdictFromNow("moved.vector_notes").verdict()).isEqualTo(Verdict.EQUAL);

    // when records of the directory are damaged
    home.bringHome(
        ALL,
        () -> {
          home.put(NOTES, new Item("r11", "other text", 11, items(11, 3).get(10).vector()));
          home.put(NOTES, new Item("r12", "text 12", 12, 1, 2, 3));
          home.delete(NOTES, "r13");
          home.put(NOTES, new Item("nobody", null, 0, 1, 2, 3));
        });

    // then
    TableVerdict damaged =
        awaitVerdict("moved.vector_notes", v -> v.findings().differenceCount() == 4);
    assertThat(damaged.findings().differences())
        .containsExactlyInAnyOrder(
            changed("r11", "document"),
            changed("r12", "embedding"),
            new RowDifference(Map.of("id", "r13"), Kind.MISSING_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "nobody"), Kind.EXTRA_IN_TARGET, List.of()));

    // when numbers of the target differ by more than rounding, and the directory does not get it
    home.prepared.run(
        "UPDATE moved.faces f SET embedding = (SELECT array_agg((v * (1 + 1e-6::float8))::real"
            + " ORDER BY n)::vector FROM unnest(f.embedding::real[]) WITH ORDINALITY AS u (v, n))"
            + " WHERE id = 'r20'; DELETE FROM moved.faces WHERE id = 'r21'");

    // then
    TableVerdict lost = awaitVerdict(faces, v -> v.findings().differenceCount() == 2);
    assertThat(lost.findings().differences())
        .containsExactlyInAnyOrder(
            changed("r20", "embedding"),
            new RowDifference(Map.of("id", "r21"), Kind.EXTRA_IN_TARGET, List.of()));
  }

  @Test
  void saysNothingOfARecordThatIsOnItsWayAndEqualOnceItIsHome() throws Exception {
    // given
    start("onitsway", ONE, source -> source, NOTES);
    both(NOTES, "vector_notes", items(150, 3));
    home.persist(NOTES);
    switched();
    awaitVerdict("moved.vector_notes", v -> v.verdict() == Verdict.EQUAL);

    // when the directory does not have what the target has
    Item changed = new Item("r5", "new", 5, 9, 8, 7);
    Item born = new Item("born", null, 1, 1, 2, 3);
    Change change =
        home.target.write(
            changed.into("vector_notes")
                + born.into("vector_notes")
                + "DELETE FROM moved.vector_notes WHERE id = 'r6'",
            new Row("vector_notes", "r5"),
            new Row("vector_notes", "born"),
            new Row("vector_notes", "r6"));
    int before = comparing.verdicts.size();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(
            () ->
                comparing.verdicts.stream()
                        .skip(before)
                        .noneMatch(v -> v.verdict() != Verdict.EQUAL)
                    && comparing.errors.isEmpty());

    // when
    home.bringHome(
        change,
        () -> {
          home.put(NOTES, changed);
          home.put(NOTES, born);
          home.delete(NOTES, "r6");
        });
    home.caughtUp();

    // then
    secondVerdictFromNow("moved.vector_notes");
    assertThat(comparing.verdicts).allMatch(v -> v.verdict() == Verdict.EQUAL);
  }

  @Test
  void leavesLostRecordsOutUntilTheTargetHasThem() throws Exception {
    // given
    start("lost", ONE, source -> source, NOTES);
    both(NOTES, "vector_notes", items(60, 3));
    home.persist(NOTES);
    home.bringHome(
        home.target.beat(),
        () -> {
          home.put(NOTES, new Item("lost", "text", 1));
          home.put(NOTES, new Item("forgotten", "text", 1));
        });
    home.prepared.quarantine("default_database.notes", "lost");
    home.prepared.quarantine("default_database.notes", "forgotten");

    // when
    switched();

    // then
    TableVerdict equal = awaitVerdict("moved.vector_notes", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows()).isEqualTo(new RowCounts(60, 62, 2));

    // when the target gives one of them a vector, and an entry goes
    Item found = new Item("lost", "found", 2, 1, 2, 3);
    home.prepared.run(found.into("vector_notes"));
    home.bringHome(ALL, () -> home.put(NOTES, found));
    home.prepared.run("DELETE FROM tributary.quarantine WHERE source_key = '[\"forgotten\"]'");

    // then
    TableVerdict different =
        awaitVerdict("moved.vector_notes", v -> v.findings().differenceCount() > 0);
    assertThat(different.findings().differences())
        .extracting(RowDifference::key, RowDifference::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Map.of("id", "forgotten"), Kind.EXTRA_IN_TARGET));
    assertThat(different.rows().sourceRows()).isEqualTo(61);
    assertThat(different.rows().targetRows()).isEqualTo(62);
  }

  @Test
  void provesBehindTheFenceOfTheTargetThatTheDirectoryHasWhatChanged() throws Exception {
    // given
    start("fence", ONE, source -> source, NOTES, FACES);
    both(NOTES, "vector_notes", items(300, 3));
    both(FACES, "vector_faces", items(200, 4));
    home.persist(NOTES);
    home.persist(FACES);
    home.caughtUp();
    switched();
    awaitVerdict("moved.vector_notes", v -> v.verdict() == Verdict.EQUAL);
    awaitVerdict("moved.vector_faces", v -> v.verdict() == Verdict.EQUAL);
    rollback(MigrationGoal.REHEARSE, "back-1");
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              // The target says how far it is, as it does each second.
              home.caughtUp();
              return observed(o -> "back-1".equals(o.rehearsedCutoverId()));
            });

    // when
    Item changed = new Item("r5", "new", 5, 9, 8, 7);
    Item born = new Item("born", "born", 1, 1, 2, 3);
    Change change =
        home.target.write(
            changed.into("vector_notes")
                + born.into("vector_notes")
                + "DELETE FROM moved.vector_notes WHERE id = 'r6'",
            new Row("vector_notes", "r5"),
            new Row("vector_notes", "born"),
            new Row("vector_notes", "r6"));
    rollback(MigrationGoal.FENCE, "back-1");
    home.bringHome(
        change,
        Optional.of("other"),
        () -> {
          home.put(NOTES, changed);
          home.put(NOTES, born);
          home.delete(NOTES, "r6");
        });
    home.bringHome(home.target.beat(), Optional.of("back-1"), () -> {});

    // then
    Map<String, TableVerdict> verified = awaitVerified("back-1");
    assertThat(verified.values()).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
    TableVerdict notes = verified.get("moved.vector_notes");
    assertThat(notes.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(notes.rows()).isEqualTo(new RowCounts(300, 300, 0));

    // when a change never came home, and one came that nobody made
    Change lost =
        home.target.write(
            new Item("r7", "lost", 7, 1, 1, 1).into("vector_notes")
                + "DELETE FROM moved.vector_faces WHERE id = 'r8'",
            new Row("vector_notes", "r7"),
            new Row("vector_faces", "r8"));
    rollback(MigrationGoal.FENCE, "back-2");
    home.bringHome(
        lost,
        Optional.of("back-2"),
        () -> {
          home.put(FACES, new Item("nobody", null, 1, 1, 2, 3, 4));
          home.delete(FACES, "r8");
        });

    // then
    Map<String, TableVerdict> found = awaitVerified("back-2");
    assertThat(found.get("moved.vector_notes").findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "r7"), Kind.CHANGED, List.of("document", "embedding")));
    assertThat(found.get("moved.vector_faces").findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "nobody"), Kind.EXTRA_IN_TARGET, List.of()));
  }

  @Test
  void comparesThePartsOfOneTableInBothDirections() throws Exception {
    // given
    start("onetable", ONE, source -> source.withOneTable("memory"), NOTES, FACES);
    home.prepared.run(
        "ALTER TABLE moved.vector_notes ALTER collection SET DEFAULT 'notes';"
            + " ALTER TABLE moved.vector_faces ALTER collection SET DEFAULT 'faces'");
    List<Item> notes = items(120, 3);
    List<Item> faces = items(110, 4);
    both(NOTES, "vector_notes", notes);
    both(FACES, "vector_faces", faces);
    home.prepared.checkpoint(-1, Long.MAX_VALUE, null);

    // when the directory leads
    comparing.desire(home.migration, MigrationGoal.REPLICATE, 1, null);

    // then
    TableVerdict out = awaitVerdict("default_database.notes", v -> v.verdict() == Verdict.EQUAL);
    assertThat(out.compared().target()).isEqualTo("moved.vector_notes");
    awaitVerdict("default_database.faces", v -> v.verdict() == Verdict.EQUAL);

    // when the target does, and the one table is written to
    comparing.desire(home.migration, MigrationGoal.SWITCHED, 2, "cut-0");
    awaitVerdict("moved.vector_notes", v -> v.verdict() == Verdict.EQUAL);
    home.prepared.run("UPDATE moved.memory SET document = 'new' WHERE id = 'r1'");
    home.bringHome(ALL, () -> home.put(NOTES, new Item("r1", "new", 1, notes.get(0).vector())));

    // then
    TableVerdict lost = awaitVerdict("moved.vector_faces", v -> v.verdict() == Verdict.DIFFERENT);
    assertThat(lost.findings().differences()).containsExactly(changed("r1", "document"));
    assertThat(secondVerdictFromNow("moved.vector_notes").verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void raisesNoAlarmWhileAServerTakesWhatCameHomeOutOfItsQueue() throws Exception {
    // given: a rollback after which the directory leads again
    start("replayed", ONE, source -> source, NOTES, FACES);
    both(NOTES, "vector_notes", items(150, 3));
    both(FACES, "vector_faces", items(150, 4));
    home.persist(NOTES);
    home.persist(FACES);
    List<Item> moved = new ArrayList<>(items(149, 3));
    moved.replaceAll(item -> new Item(item.id(), item.document(), 0, -1, item.number(), 3));
    both(NOTES, "vector_notes", moved);
    both(FACES, "vector_faces", items(170, 4));
    home.prepared.checkpoint(-1, Long.MAX_VALUE, null);
    comparing.desire(home.migration, MigrationGoal.REPLICATE, 1, null);
    awaitVerdict("default_database.notes", v -> v.verdict() == Verdict.EQUAL);
    awaitVerdict("default_database.faces", v -> v.verdict() == Verdict.EQUAL);

    // when: folder, position and purge, each seen by itself
    for (CollectionShape collection : List.of(NOTES, FACES)) {
      String table = "default_database." + collection.name();
      home.server.open(collection.database(), collection.name());
      home.server.persistFiles(collection.database(), collection.name());
      secondVerdictFromNow(table);
      home.server.persistPosition(collection.database(), collection.name());
      secondVerdictFromNow(table);
      home.server.purge(collection.database(), collection.name());
      secondVerdictFromNow(table);
    }

    // then
    assertThat(comparing.verdicts).allMatch(v -> v.verdict() == Verdict.EQUAL);
    assertThat(comparing.errors).isEmpty();
  }

  private static RowDifference changed(String id, String column) {
    return new RowDifference(Map.of("id", id), Kind.CHANGED, List.of(column));
  }

  private void rollback(MigrationGoal goal, String id) {
    comparing.desire(home.migration, goal, 2, id, Direction.BACK);
  }

  private boolean observed(Predicate<ValidationObserved> wanted) {
    return comparing.observed.stream().anyMatch(wanted);
  }

  private Map<String, TableVerdict> awaitVerified(String rollback) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> rollback.equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .map(ValidationObserved::tables)
        .orElseThrow()
        .stream()
        .collect(Collectors.toMap(TableVerdict::table, v -> v));
  }

  private TableVerdict awaitVerdict(String table, Predicate<TableVerdict> wanted) {
    return await()
        .atMost(LIMIT)
        .until(() -> comparing.latest(table), v -> v != null && wanted.test(v));
  }

  /** The first may have begun before. */
  private TableVerdict secondVerdictFromNow(String table) {
    long before = comparing.count(table);
    await().atMost(LIMIT).until(() -> comparing.count(table) >= before + 2);
    return comparing.latest(table);
  }
}
