package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Migration;
import io.tributary.validator.LeadingTarget.Change;
import java.util.Optional;

/**
 * A file that follows its target: the target's changes are in the file once the test has them
 * written there, each together with the facts of its transaction.
 */
final class FollowingFile implements AutoCloseable {
  private static final String TRIGGER =
      "CREATE TRIGGER _tributary_fence_1_own AFTER INSERT ON _tributary_table BEGIN SELECT 1; END;";

  final FileAndDatabase both;
  final LeadingTarget target;
  final Migration migration;

  FollowingFile(String name, boolean writeAheadLog, String tables) throws Exception {
    both = new FileAndDatabase(name, writeAheadLog, tables);
    migration = both.returning(500);
    target = new LeadingTarget(name, both.openTarget());
    both.writer.run(TRIGGER);
  }

  /** Writes what a transaction of the target changed into the file, as its applier would. */
  void bringHome(String sql, Change change) {
    bringHome(sql, change, Optional.empty());
  }

  /** The same behind the fence of a rollback. */
  void bringHome(String sql, Change change, Optional<String> fence) {
    // The applier takes triggers away and makes them again, so that the schema's version moves.
    String printed =
        both.writer.run(
            "BEGIN EXCLUSIVE; DROP TRIGGER _tributary_fence_1_own; "
                + sql
                + ";"
                + TRIGGER
                + String.join("; ", change.facts(fence))
                + "; COMMIT;");
    assertThat(printed).isEmpty();
  }

  /** All that is at the target is in the file. */
  void caughtUp() {
    bringHome("SELECT 1 WHERE 0", target.beat());
  }

  @Override
  public void close() {
    target.close();
    both.close();
  }
}
