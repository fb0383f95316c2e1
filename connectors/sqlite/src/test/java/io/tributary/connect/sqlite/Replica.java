package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeDecoder;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables rebuilt from nothing but the records, decoded as apply decodes them. Takes effect at the
 * ends of transactions, and checks that they are whole.
 */
final class Replica {
  private final ChangeDecoder decoder = new ChangeDecoder();
  private final List<ChangeRecord> pending = new ArrayList<>();
  private final List<byte[]> pendingKeys = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final Map<String, Map<String, RowImage>> tables = new HashMap<>();
  private final Map<String, ChangeRecord.Shape> shapes = new HashMap<>();
  private boolean inTransaction;
  private boolean snapshotCompleted;
  private long position = -1;
  private long transactions;

  void accept(byte[] key, byte[] value) {
    ChangeRecord record = decoder.decode(0, value, name -> null).get(0);
    if (record instanceof ChangeRecord.SnapshotStarted) {
      tables.clear();
      position = -1;
      inTransaction = false;
    } else if (record instanceof ChangeRecord.SnapshotCompleted) {
      snapshotCompleted = true;
    } else if (record instanceof ChangeRecord.Shape shape) {
      shapes.put(shape.table().name(), shape);
    } else if (record instanceof ChangeRecord.TransactionBegin) {
      pending.clear();
      pendingKeys.clear();
      inTransaction = true;
    } else if (record instanceof ChangeRecord.TransactionEnd end) {
      end(end);
    } else if (record instanceof ChangeRecord.Member member) {
      if (member.xid() == 0) {
        apply(member, key);
      } else if (inTransaction) {
        pending.add(member);
        pendingKeys.add(key);
        assertThat(member.totalOrder()).isEqualTo(pending.size());
      }
    }
  }

  private void end(ChangeRecord.TransactionEnd end) {
    assertThat(inTransaction).as("END belongs to a BEGIN").isTrue();
    assertThat(end.eventCount()).isEqualTo(pending.size());
    // Apply, too, passes over what it has by its position.
    for (int i = 0; end.commitLsn() > position && i < pending.size(); i++) {
      apply(pending.get(i), pendingKeys.get(i));
    }
    pending.clear();
    pendingKeys.clear();
    inTransaction = false;
    position = end.commitLsn();
    transactions++;
  }

  private void apply(ChangeRecord record, byte[] key) {
    if (record instanceof ChangeRecord.Truncate truncate) {
      table(truncate.table().name()).clear();
    } else if (record instanceof ChangeRecord.Message message) {
      messages.add(message.prefix() + "=" + message.content());
    } else if (record instanceof ChangeRecord.RowChange change) {
      String text = new String(key, StandardCharsets.UTF_8);
      Map<String, RowImage> rows = table(change.table().name());
      switch (change.op()) {
        case INSERT, UPDATE, SNAPSHOT -> rows.put(text, change.after());
        case DELETE -> rows.remove(text);
      }
    }
  }

  private Map<String, RowImage> table(String name) {
    return tables.computeIfAbsent(name, n -> new HashMap<>());
  }

  boolean snapshotCompleted() {
    return snapshotCompleted;
  }

  long position() {
    return position;
  }

  long transactions() {
    return transactions;
  }

  List<String> messages() {
    return messages;
  }

  ChangeRecord.Shape shape(String table) {
    return shapes.get(table);
  }

  /** The rows of a table, each as text, in an order of their own. */
  List<String> rows(String table) {
    return table(table).values().stream().map(row -> row.values().toString()).sorted().toList();
  }
}
