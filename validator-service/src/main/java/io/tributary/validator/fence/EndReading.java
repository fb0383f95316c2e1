package io.tributary.validator.fence;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.digest.Digest;
import io.tributary.validator.digest.DigestBatch;
import io.tributary.validator.source.end.FollowedRows;
import io.tributary.validator.source.end.HeldRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads one end behind the fence: all digests and counts in one statement, and at the same time
 * what the rehearsal's snapshot had of the tables whose counts are followed.
 *
 * @param plan the tables to be read
 * @param counting how those of them are counted that are not read in full
 * @param held the end's rows
 * @param sql reads a table at this end
 */
record EndReading(
    VerificationPlan plan,
    CountingPlan counting,
    HeldRows held,
    Function<TablePair, TableStatements> sql) {

  /**
   * What one end answered.
   *
   * @param rows the digest of each table that is read in full or by keys
   * @param counts the count of each table that is counted or followed
   */
  record Answers(Map<TablePair, Digest> rows, Map<TablePair, Long> counts) {
    Digest of(TablePair pair) {
      return Objects.requireNonNull(rows.get(pair), "each table of the plan was read");
    }
  }

  /** What is read of now, or of the moment that is held. */
  private record Part(List<Digest> digests, List<Long> counts) {
    static Part now(List<Digest> digests) {
      return new Part(digests, List.of());
    }

    static Part then(List<Long> counts) {
      return new Part(List.of(), counts);
    }
  }

  /**
   * Reads. Without counts of what is followed when the snapshot is lost.
   *
   * @param before the rehearsal's snapshot of this end, where there is one
   */
  Answers read(ParallelReads reads, Optional<CountedSnapshot> before) throws SQLException {
    List<BoundStatement> statements = new ArrayList<>();
    plan.full().forEach(pair -> statements.add(sql.apply(pair).digest()));
    plan.keys().forEach((pair, ids) -> statements.add(sql.apply(pair).digestOf(ids)));
    counting.counted().forEach(pair -> statements.add(held.count(pair, sql.apply(pair))));
    Map<TablePair, FollowedRows> followed = counting.followed();
    followed.forEach(
        (pair, changed) -> statements.add(held.countOf(pair, sql.apply(pair), changed)));
    ParallelReads.Both<Part> read =
        reads.run(
            () -> Part.then(before.map(snapshot -> snapshot.had(followed)).orElse(List.of())),
            () -> Part.now(DigestBatch.read(held.connection(), statements)));
    List<Digest> now = read.target().digests();
    Answers answers = new Answers(new HashMap<>(), new HashMap<>());
    int next = 0;
    for (TablePair pair : plan.full()) {
      answers.rows.put(pair, now.get(next++));
    }
    for (TablePair pair : plan.keys().keySet()) {
      answers.rows.put(pair, now.get(next++));
    }
    for (TablePair pair : counting.counted()) {
      answers.counts.put(pair, now.get(next++).rows());
    }
    if (before.isPresent() && !before.get().lost()) {
      follow(before.get(), read.source().counts(), now.subList(next, now.size()), answers.counts);
    }
    return answers;
  }

  private void follow(
      CountedSnapshot before, List<Long> had, List<Digest> has, Map<TablePair, Long> counts) {
    int next = 0;
    for (TablePair pair : counting.followed().keySet()) {
      counts.put(pair, before.now(pair, had.get(next), has.get(next).rows()));
      next++;
    }
  }
}
