package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.common.plan.cutover.BackupRule.Demand;
import org.junit.jupiter.api.Test;

class BackupRuleTest {

  @Test
  void readsWhatAFailureMeansAndHowLongItMayTake() {
    Migration migration =
        MigrationFile.parse(
            ExampleFile.with(
                "cutover:\n",
                "cutover:\n  backup-check: close-gate\n  backup-check-time-limit-millis: 60000\n"));

    assertThat(migration.cutover().backupRule())
        .isEqualTo(new BackupRule(Demand.CLOSE_GATE, 60_000));
  }

  @Test
  void asksForNothingWhereTheFileSaysNothing() {
    Migration migration = MigrationFile.parse(ExampleFile.text());

    assertThat(migration.cutover().backupRule()).isEqualTo(new BackupRule(Demand.NONE, 3_600_000));
    assertThat(migration.cutover().backupRule().asked()).isFalse();
  }

  @Test
  void readsAPlanThatWasStoredBeforeItCouldBeAskedFor() {
    Migration migration = MigrationFile.parse(ExampleFile.text());
    ObjectNode stored = Json.read(Json.write(migration), ObjectNode.class);
    ((ObjectNode) stored.get("cutover")).remove("backupRule");

    assertThat(Json.read(Json.write(stored), Migration.class)).isEqualTo(migration);
  }

  @Test
  void refusesAnotherWordAndATimeInWhichNothingCanBeDumped() {
    assertThatThrownBy(() -> parse("backup-check: close-gates"))
        .hasMessageContaining("cutover.backup-check")
        .hasMessageContaining("close-gate");
    assertThatThrownBy(() -> parse("backup-check-time-limit-millis: 10"))
        .hasMessageContaining("cutover.backup-check-time-limit-millis");
  }

  private static Migration parse(String line) {
    return MigrationFile.parse(ExampleFile.with("cutover:\n", "cutover:\n  " + line + "\n"));
  }
}
