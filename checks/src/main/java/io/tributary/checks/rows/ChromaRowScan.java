package io.tributary.checks.rows;

import io.tributary.checks.sample.ChromaSample;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.mapping.table.TableMapping;
import java.util.function.Consumer;

/** The records of a Chroma directory, page by page, each page of one moment. Not thread-safe. */
public final class ChromaRowScan implements RowScan {
  private final ChromaStore store;

  /** A scan of an open directory. */
  public ChromaRowScan(ChromaStore store) {
    this.store = store;
  }

  @Override
  public void read(TableMapping table, Consumer<RowImage> rows) {
    for (ChromaCollection collection : store.collections()) {
      CollectionName name = CollectionName.of(collection);
      if (table.source().equals(new TableName(name.schema(), name.table()))) {
        store.records(collection, record -> rows.accept(ChromaSample.row(record)));
      }
    }
  }
}
