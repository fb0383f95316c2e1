package io.tributary.validator.source.chroma;

import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a collection that was deleted: the stream has made its table an empty one. */
record DeletedCollectionRows() implements FileTableRows {

  @Override
  public long count() {
    return 0;
  }

  @Override
  public List<FileRow> behind(@Nullable List<StoredValue> place, int rows) {
    return List.of();
  }

  @Override
  public List<FileRow> withKeys(Collection<List<String>> keys) {
    return List.of();
  }

  @Override
  public Charset encoding() {
    return StandardCharsets.UTF_8;
  }
}
