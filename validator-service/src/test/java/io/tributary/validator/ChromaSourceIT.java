package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.NearestNeighbours;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real Chroma directory against what Chroma's own server returned for it. */
class ChromaSourceIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static ChromaAndDatabase both;
  private static Comparing comparing;

  @BeforeAll
  static void start() {
    both = new ChromaAndDatabase("chroma");
    comparing = new Comparing("chroma", Comparing.defaults());
    both.target.checkpoint(-1, Long.MAX_VALUE, null);
    comparing.desire(both.target.migration(500), MigrationGoal.REPLICATE, 1, null);
  }

  @AfterAll
  static void close() {
    comparing.close();
    both.close();
  }

  @ParameterizedTest
  @CsvSource({
    "episodic, 1249, l2, 20",
    "semantic, 104, cosine, 20",
    "stoic_wisdom, 79, l2, 20",
    "tiny_ip, 48, ip, 20",
    "unread, 129, cosine, 20"
  })
  void findsAllRecordsAndTheirNeighboursEqual(
      String collection, long rows, String space, int queries) {
    TableVerdict verdict = awaitVerdict(collection, v -> v.verdict() == Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(rows);
    assertThat(verdict.rows().targetRows()).isEqualTo(rows);
    assertThat(verdict.compared().target()).isEqualTo("moved.vector_" + collection);
    NearestNeighbours neighbours = verdict.neighbours();
    assertThat(neighbours.space()).isEqualTo(space);
    assertThat(neighbours.queries()).isEqualTo(queries);
    assertThat(neighbours.nearest()).isEqualTo(10);
    assertThat(neighbours.differing()).isZero();
    assertThat(neighbours.index()).startsWith("vector_" + collection);
    assertThat(neighbours.recall()).isBetween(0.5, 1.0);
  }

  @Test
  void hasNothingToSearchForInAnEmptyCollection() {
    TableVerdict verdict = awaitVerdict("psychoanalysis", v -> v.verdict() == Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isZero();
    assertThat(verdict.neighbours()).isNull();
  }

  @Test
  void findsEachDamagedValueByItsKey() {
    // given
    awaitVerdict("episodic", v -> v.verdict() == Verdict.EQUAL);
    both.target.run("CREATE TABLE moved.keep AS SELECT * FROM moved.vector_episodic");

    // when: one bit of a float, a document, a key, a missing and an extra id, two swapped vectors
    both.target.run(
        """
        UPDATE moved.vector_episodic e SET embedding = (
          SELECT array_agg(CASE n WHEN 17 THEN (v + v * 1e-7)::real ELSE v END ORDER BY n)::vector
          FROM unnest(e.embedding::real[]) WITH ORDINALITY AS u (v, n)) WHERE id = 'ep-00100';
        UPDATE moved.vector_episodic SET document = document || ' ' WHERE id = 'ep-00101';
        UPDATE moved.vector_episodic SET metadata = metadata - 'note' WHERE id = 'ep-00000';
        UPDATE moved.vector_episodic SET metadata = jsonb_set(metadata, '{chunk}', '0.0')
          WHERE id = 'ep-00102';
        DELETE FROM moved.vector_episodic WHERE id = 'ep-00103';
        INSERT INTO moved.vector_episodic (id, embedding)
          SELECT 'nobody', embedding FROM moved.keep WHERE id = 'ep-00104';
        UPDATE moved.vector_episodic e SET embedding = k.embedding FROM moved.keep k
          WHERE (e.id, k.id) IN (('ep-00105', 'ep-00106'), ('ep-00106', 'ep-00105'))""");

    // then
    TableVerdict verdict = awaitVerdict("episodic", v -> v.findings().differenceCount() == 8);
    assertThat(verdict.findings().differences())
        .extracting(RowDifference::key, RowDifference::kind, RowDifference::columns)
        .containsExactlyInAnyOrder(
            changed("ep-00100", "embedding"),
            changed("ep-00101", "document"),
            changed("ep-00000", "metadata"),
            changed("ep-00102", "metadata"),
            tuple("ep-00103", Kind.MISSING_IN_TARGET),
            tuple("nobody", Kind.EXTRA_IN_TARGET),
            changed("ep-00105", "embedding"),
            changed("ep-00106", "embedding"));
    assertThat(verdict.neighbours().differing()).as("of rows that are the same").isZero();
    both.target.run(
        "TRUNCATE moved.vector_episodic;"
            + " INSERT INTO moved.vector_episodic SELECT * FROM moved.keep; DROP TABLE moved.keep");
    awaitVerdict("episodic", v -> v.verdict() == Verdict.EQUAL);
  }

  @Test
  void takesRoundingOfCosineVectorsForEqualAndNothingMore() {
    // given
    awaitVerdict("semantic", v -> v.verdict() == Verdict.EQUAL);
    String scaled =
        """
        UPDATE moved.vector_semantic e SET embedding = (
          SELECT array_agg(CASE WHEN n = 17 OR %2$s THEN (v * (1 + %1$s::float8))::real ELSE v END
                           ORDER BY n)::vector
          FROM unnest(e.embedding::real[]) WITH ORDINALITY AS u (v, n))""";
    both.target.run("CREATE TABLE moved.exact AS SELECT * FROM moved.vector_semantic");

    // when every number is rounded otherwise
    both.target.run(scaled.formatted("1e-7", "true"));

    // then
    TableVerdict equal = secondVerdictFromNow("semantic");
    assertThat(equal.verdict()).as(equal.toString()).isEqualTo(Verdict.EQUAL);
    assertThat(equal.neighbours().differing()).isZero();

    // when one number is ten times as far
    String id = "(SELECT min(id) FROM moved.exact)";
    both.target.run(scaled.formatted("1e-6", "false") + " WHERE id = " + id);

    // then
    TableVerdict different = awaitVerdict("semantic", v -> v.verdict() == Verdict.DIFFERENT);
    assertThat(different.findings().differenceCount()).isEqualTo(1);
    RowDifference difference = different.findings().differences().get(0);
    assertThat(difference.kind()).isEqualTo(Kind.CHANGED);
    assertThat(difference.columns()).containsExactly("embedding");
    both.target.run(
        "UPDATE moved.vector_semantic s SET embedding = e.embedding FROM moved.exact e"
            + " WHERE e.id = s.id");

    awaitVerdict("semantic", v -> v.verdict() == Verdict.EQUAL);
    both.target.run("DROP TABLE moved.exact");
  }

  @Test
  void followsWritesAndLeavesOutRecordsWhoseVectorsAreLost() throws Exception {
    // given
    awaitVerdict("unread", v -> v.verdict() == Verdict.EQUAL);

    // when
    both.write("unread", 2, "new", 1, 2, 3);
    both.write("unread", 3, both.target("SELECT min(id) FROM moved.vector_unread"));
    both.write("unread", 2, "without");

    // then
    TableVerdict different = awaitVerdict("unread", v -> v.findings().differenceCount() == 3);
    assertThat(different.findings().differences())
        .extracting(RowDifference::kind)
        .containsExactlyInAnyOrder(
            Kind.MISSING_IN_TARGET, Kind.EXTRA_IN_TARGET, Kind.MISSING_IN_TARGET);
    assertThat(different.findings().differences())
        .anySatisfy(d -> assertThat(d.key()).isEqualTo(Map.of("id", "without")));

    // when
    both.target.run(
        """
        DELETE FROM moved.vector_unread WHERE id = (SELECT min(id) FROM moved.vector_unread);
        INSERT INTO moved.vector_unread (id, embedding, created_at)
          VALUES ('new', '[1,2,3]', '2026-01-02 03:04:05Z')""");
    both.target.quarantine("default_database.unread", "without");

    // then
    TableVerdict equal = awaitVerdict("unread", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows().quarantinedRows()).isEqualTo(1);
    assertThat(equal.rows().sourceRows()).isEqualTo(130);
    assertThat(equal.rows().targetRows()).isEqualTo(129);
  }

  private static org.assertj.core.groups.Tuple changed(String id, String column) {
    return org.assertj.core.groups.Tuple.tuple(Map.of("id", id), Kind.CHANGED, List.of(column));
  }

  private static org.assertj.core.groups.Tuple tuple(String id, Kind kind) {
    return org.assertj.core.groups.Tuple.tuple(Map.of("id", id), kind, List.of());
  }

  private static TableVerdict awaitVerdict(String collection, Predicate<TableVerdict> wanted) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> comparing.latest("default_database." + collection),
            v -> v != null && wanted.test(v));
  }

  /** The first may have begun before. */
  private static TableVerdict secondVerdictFromNow(String collection) {
    String table = "default_database." + collection;
    long before = comparing.count(table);
    await().atMost(LIMIT).until(() -> comparing.count(table) >= before + 2);
    return comparing.latest(table);
  }
}
