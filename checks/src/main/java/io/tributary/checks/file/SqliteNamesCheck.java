package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.util.List;
import java.util.Map;

/** The tables that the file names, virtual ones and those of modules included, are there. */
final class SqliteNamesCheck implements SqliteFileCheck {

  @Override
  public List<PreflightCheck> look(SqliteReading file) {
    List<String> tables =
        file.basis().entries().stream()
            .filter(entry -> entry.type().equals("table"))
            .map(MasterEntry::name)
            .toList();
    String main = file.source().schemas().get(0).from();
    return NamesCheck.look(file.moving(), Map.of(main, tables), file.content().tables());
  }
}
