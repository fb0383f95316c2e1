package io.tributary.validator.chroma;

import io.tributary.validator.file.Cell;
import io.tributary.validator.file.FileRow;
import io.tributary.validator.file.FileRows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** The rows of a collection that was deleted: the stream has made its table an empty one. */
record NoRows() implements FileRows {

  @Override
  public long count() {
    return 0;
  }

  @Override
  public List<FileRow> behind(List<Cell> place, int rows) {
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
