package io.tributary.local.demo.writer;

import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.SampleTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Chooses the next transaction of a sample's application: a few writes, each to another table. Pure
 * but for its random numbers.
 */
final class WritePlanner {
  private static final int FEW_ROWS = 40;
  private static final int MANY_ROWS = 250;
  private static final int MAX_WRITES = 4;
  private static final int LONG_VALUE_ONE_IN = 5;
  private static final int SHORT_VALUE = 40;

  private final List<SampleTable> tables;
  private final boolean hasTransactions;
  private final Random dice;
  private long number;

  WritePlanner(DemoSample sample, Random dice) {
    this.tables = sample.tables();
    this.hasTransactions = sample.kind().hasTransactions();
    this.dice = dice;
  }

  List<SampleWrite> next(WriteLedger ledger) {
    List<SampleTable> some = new ArrayList<>(tables);
    Collections.shuffle(some, dice);
    int writes = hasTransactions ? Math.min(some.size(), 2 + dice.nextInt(MAX_WRITES - 1)) : 1;
    return some.subList(0, writes).stream().map(table -> write(table, ledger)).toList();
  }

  private SampleWrite write(SampleTable table, WriteLedger ledger) {
    List<String> keys = ledger.keys(table);
    if (keys.size() < FEW_ROWS) {
      return insert(table);
    }
    String key = keys.get(dice.nextInt(keys.size()));
    if (keys.size() > MANY_ROWS) {
      return SampleWrite.delete(table, key);
    }
    return switch (dice.nextInt(6)) {
      case 0 -> SampleWrite.delete(table, key);
      case 1 -> table.hasRename() ? SampleWrite.rename(table, key, newKey()) : insert(table);
      case 2 -> table.touch() == null ? insert(table) : SampleWrite.touch(table, key);
      case 3 -> table.hasValue() ? SampleWrite.update(table, key, newValue(table)) : insert(table);
      default -> insert(table);
    };
  }

  private SampleWrite insert(SampleTable table) {
    return SampleWrite.insert(table, newKey(), table.hasValue() ? newValue(table) : null);
  }

  private String newKey() {
    return SampleTable.KEY_PREFIX + ++number;
  }

  /** Unlike any other; long ones are random enough not to be compressed back into the row. */
  private String newValue(SampleTable table) {
    String start = "v" + ++number + "-";
    boolean isLong = dice.nextInt(LONG_VALUE_ONE_IN) == 0;
    int length = Math.min(table.maxValueLength(), isLong ? table.maxValueLength() : SHORT_VALUE);
    byte[] filling = new byte[Math.max(0, (length - start.length()) / 2)];
    dice.nextBytes(filling);
    return start + HexFormat.of().formatHex(filling);
  }
}
