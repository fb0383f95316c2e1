package io.tributary.checks.sample;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.chroma.store.StoredRecord;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.mapping.table.SourceMapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The same for the first records of each collection of a Chroma directory. */
public final class ChromaSample {
  private static final List<String> COLUMNS =
      List.of("id", "document", "embedding", "metadata", "uri", "created_at");

  private final ChromaSourceDirectory directory;

  /** A look at a directory, each collection in a short transaction of its own. */
  public ChromaSample(ChromaSourceDirectory directory) {
    this.directory = directory;
  }

  /** One sample for each collection that the mapping moves. */
  public List<TableSample> of(SourceMapping mapping) {
    return directory.read(
        store -> {
          List<TableSample> samples = new ArrayList<>();
          for (ChromaCollection collection : store.collections()) {
            CollectionName name = CollectionName.of(collection);
            Optional<SampleCount> count =
                mapping.table(new TableName(name.schema(), name.table())).map(SampleCount::new);
            if (count.isPresent()) {
              List<StoredRecord> first = store.first(collection, SqliteSample.ROWS + 1);
              first.stream()
                  .limit(SqliteSample.ROWS)
                  .forEach(record -> count.get().add(ChromaSample.row(record)));
              samples.add(count.get().sample(first.size() <= SqliteSample.ROWS));
            }
          }
          return samples;
        });
  }

  /** A record as the connector would send it. */
  public static RowImage row(StoredRecord record) {
    byte[] vector = record.vector().bytes();
    List<SqliteValue> values =
        Arrays.asList(
            text(record.id()),
            text(record.document()),
            vector == null ? SqliteValue.NULL : SqliteValue.blob(vector),
            text(record.metadata()),
            text(record.uri()),
            text(record.createdAt()));
    Map<String, String> classes = new TreeMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (values.get(i) != SqliteValue.NULL) {
        classes.put(COLUMNS.get(i), values.get(i).storage().label());
      }
    }
    return new RowImage(COLUMNS, values.stream().map(SqliteValue::literal).toList(), classes);
  }

  private static SqliteValue text(@Nullable String text) {
    return text == null
        ? SqliteValue.NULL
        : SqliteValue.text(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
