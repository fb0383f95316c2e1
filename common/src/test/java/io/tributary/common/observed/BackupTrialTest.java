package io.tributary.common.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupTrialTest {

  @Test
  void saysWhatItCostWhereEverythingCameBack() {
    BackupTrial trial = new BackupTrial(List.of(schema(List.of())), 1_240, 9_000, null);

    assertThat(trial.restorable()).isTrue();
    assertThat(trial.inWords())
        .isEqualTo(
            "The target's schemas can be restored from backups of their roles (1 schemas, 7 rows, 800 bytes of dumps and 9000 of the scratch database, 1.2 s).");
  }

  @Test
  void namesWhatDoesNotComeBackAndTheCommandThatShowsHow() {
    BackupTrial trial =
        new BackupTrial(List.of(schema(List.of("table bill", "view due"))), 1_240, 9_000, null);

    assertThat(trial.restorable()).isFalse();
    assertThat(trial.inWords())
        .contains("app: table bill, view due", "`./tributary backup-check FILE`");
  }

  @Test
  void saysWhyThereIsNoResult() {
    ErrorReport why =
        new ErrorReport(
            "TRB-BACKUP-NOT-RESTORABLE", ErrorType.USER, false, "Schema app is ill.", Map.of());

    BackupTrial trial = BackupTrial.failed(5, why);

    assertThat(trial.restorable()).isFalse();
    assertThat(trial.inWords()).contains("Schema app is ill. (TRB-BACKUP-NOT-RESTORABLE)");
  }

  @Test
  void travelsAsOneRecordOfItsMigration() {
    BackupObserved observed =
        new BackupObserved(
            "shop",
            7,
            "rehearsal-1",
            new BackupTrial(List.of(schema(List.of("table bill"))), 1, 2, null),
            Instant.EPOCH);

    assertThat(Json.read(Json.write(observed), ObservedState.class)).isEqualTo(observed);
    assertThat(observed.key()).isEqualTo("shop/backup/-");
  }

  private static SchemaBackup schema(List<String> differing) {
    return new SchemaBackup("app", "app", 2, 7, 800, 30, 40, differing);
  }
}
