package io.tributary.cdc.apply.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.apply.table.KeyChoice;
import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeFoldTest {
  private static final TableName KEYED = new TableName("public", "keyed");
  private static final TableName KEYLESS = new TableName("public", "keyless");
  private static final TableName STAYS = new TableName("public", "stays");
  private static final List<String> COLUMNS = List.of("id", "v", "big");

  private final ChangeFold fold =
      new ChangeFold(
          name ->
              name.equals(STAYS)
                  ? null
                  : new TargetTable(
                      name,
                      COLUMNS.stream().map(c -> new TargetColumn(c, "text", false, false)).toList(),
                      new KeyChoice(name.equals(KEYED) ? List.of("id") : List.of(), false, true),
                      false,
                      false));

  private static RowImage row(String... values) {
    return new RowImage(COLUMNS, Arrays.asList(values));
  }

  private void add(TableName table, Op op, RowImage before, RowImage after) {
    fold.add(new RowChange(table, op, before, after, null, null, 1, 1, 1, 1));
  }

  private void changeKey(String from, RowImage after) {
    RowImage oldKey = new RowImage(List.of("id"), List.of(from));
    RowImage newKey = new RowImage(List.of("id"), List.of(after.value("id")));
    fold.add(
        new RowChange(KEYED, Op.DELETE, row(from, null, null), null, null, newKey, 1, 1, 1, 1));
    fold.add(new RowChange(KEYED, Op.INSERT, null, after, oldKey, null, 1, 1, 1, 1));
  }

  private TableEffects effects() {
    assertThat(fold.effects()).hasSize(1);
    return fold.effects().get(0);
  }

  @Test
  void keepsTheLastStateOfAKey() {
    add(KEYED, Op.INSERT, null, row("1", "a", "x"));
    add(KEYED, Op.UPDATE, null, row("1", "b", RowImage.UNCHANGED));
    assertThat(effects().puts()).containsExactly(row("1", "b", "x"));
    assertThat(effects().patches()).isEmpty();
  }

  @Test
  void mergesPartialUpdates() {
    add(KEYED, Op.UPDATE, null, row("1", "a", RowImage.UNCHANGED));
    add(KEYED, Op.UPDATE, null, row("1", "b", RowImage.UNCHANGED));
    assertThat(effects().patches()).containsExactly(row("1", "b", RowImage.UNCHANGED));
    add(KEYED, Op.UPDATE, null, row("1", "c", null));
    assertThat(effects().puts()).containsExactly(row("1", "c", null));
    add(KEYED, Op.DELETE, row("1", null, null), null);
    assertThat(effects().puts()).isEmpty();
    assertThat(effects().removes()).containsExactly(List.of("1"));
  }

  @Test
  void keyChangeOfARowOfTheBatchNeedsNothingFromTheTarget() {
    add(KEYED, Op.INSERT, null, row("1", "a", "x"));
    changeKey("1", row("2", "b", RowImage.UNCHANGED));
    assertThat(effects().puts()).containsExactly(row("2", "b", "x"));
    assertThat(effects().removes()).containsExactly(List.of("1"));
    assertThat(effects().moves()).isEmpty();
  }

  @Test
  void chainedKeyChangesRememberTheFirstKey() {
    add(KEYED, Op.UPDATE, null, row("1", "a", RowImage.UNCHANGED));
    changeKey("1", row("2", "a", RowImage.UNCHANGED));
    changeKey("2", row("3", "b", RowImage.UNCHANGED));
    assertThat(effects().moves())
        .containsExactly(new TableEffects.Move(List.of("1"), row("3", "b", RowImage.UNCHANGED)));
    assertThat(effects().removes()).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  void rowsOfAFullIdentityMayChangeTheirKeyInAnUpdate() {
    add(KEYED, Op.UPDATE, row("1", "a", "x"), row("2", "a", RowImage.UNCHANGED));
    assertThat(effects().puts()).containsExactly(row("2", "a", "x"));
    assertThat(effects().removes()).containsExactly(List.of("1"));
  }

  @Test
  void aNullBesideTheKeyOfTheOldRowIsNotTakenForAValue() {
    add(KEYED, Op.UPDATE, row("1", null, null), row("1", "a", RowImage.UNCHANGED));
    assertThat(effects().patches()).containsExactly(row("1", "a", RowImage.UNCHANGED));
  }

  @Test
  void truncateForgetsWhatCameBefore() {
    add(KEYED, Op.INSERT, null, row("1", "a", "x"));
    fold.add(new Truncate(KEYED, 1, 1, 1));
    add(KEYED, Op.INSERT, null, row("2", "b", "y"));
    assertThat(effects().truncate()).isTrue();
    assertThat(effects().puts()).containsExactly(row("2", "b", "y"));
  }

  @Test
  void refusesToChangeARowThatIsGone() {
    add(KEYED, Op.DELETE, row("1", null, null), null);
    assertCode(
        "TRB-APPLY-ROW-MISSING",
        () -> add(KEYED, Op.UPDATE, null, row("1", "a", RowImage.UNCHANGED)));
    assertCode("TRB-APPLY-KEY-UNKNOWN", () -> add(KEYED, Op.DELETE, row(null, "a", "b"), null));
    assertCode("TRB-APPLY-KEY-UNKNOWN", () -> add(KEYLESS, Op.DELETE, null, null));
  }

  @Test
  void countsRowsOfATableWithoutKey() {
    add(KEYLESS, Op.INSERT, null, row("1", "a", "x"));
    add(KEYLESS, Op.INSERT, null, row("1", "a", "x"));
    add(KEYLESS, Op.UPDATE, row("1", "a", "x"), row("1", "b", RowImage.UNCHANGED));
    add(KEYLESS, Op.DELETE, row("7", null, null), null);
    add(KEYLESS, Op.INSERT, null, row("8", "a", "x"));
    add(KEYLESS, Op.DELETE, row("8", "a", "x"), null);
    assertThat(effects().counts())
        .containsOnly(
            java.util.Map.entry(row("1", "a", "x"), 1),
            java.util.Map.entry(row("1", "b", "x"), 1),
            java.util.Map.entry(row("7", null, null), -1));
  }

  @Test
  void leavesTablesAloneThatDoNotMove() {
    add(STAYS, Op.INSERT, null, row("1", "a", "x"));
    assertThat(fold.effects()).isEmpty();
  }

  private static void assertCode(String code, Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOf(TributaryException.class)
        .extracting(e -> ((TributaryException) e).report().code())
        .isEqualTo(code);
  }
}
