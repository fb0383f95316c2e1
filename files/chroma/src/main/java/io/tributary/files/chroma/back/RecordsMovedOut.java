package io.tributary.files.chroma.back;

import io.tributary.files.sqlite.back.ReturnTable;
import io.tributary.files.sqlite.back.RowsMovedOut;
import io.tributary.mapping.conversion.SourceValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Records that change ids with each other, while they are in memory. Not thread-safe. */
final class RecordsMovedOut implements RowsMovedOut {
  private final ReturnTable records;
  private final Map<Integer, Map<String, SourceValue>> out = new HashMap<>();

  RecordsMovedOut(ReturnTable records) {
    this.records = records;
  }

  @Override
  public boolean out(int number, Map<String, SourceValue> key) {
    Optional<Map<String, SourceValue>> stored = records.read(key);
    stored.ifPresent(values -> out.put(number, values));
    return stored.isPresent() && records.delete(key);
  }

  @Override
  public void in(int number, Map<String, SourceValue> changed) {
    Map<String, SourceValue> values =
        new LinkedHashMap<>(Objects.requireNonNull(out.get(number), "it was taken out before"));
    values.putAll(changed);
    records.insert(values);
  }

  @Override
  public void close() {
    out.clear();
  }
}
