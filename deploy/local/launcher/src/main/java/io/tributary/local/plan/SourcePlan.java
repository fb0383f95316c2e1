package io.tributary.local.plan;

import io.tributary.common.error.TributaryException;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.MovingSchema;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.mapping.TargetColumn;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.sqlite.MasterEntry;
import io.tributary.common.sqlite.SqliteSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at one source and says what becomes of it. Reads files and the target, writes neither. */
final class SourcePlan {
  private final Migration migration;
  private final TargetReader target;
  private final boolean ddl;

  SourcePlan(Migration migration, TargetReader target, boolean ddl) {
    this.migration = migration;
    this.target = target;
    this.ddl = ddl;
  }

  Shown of(Source source) {
    if (source.kind() == SourceKind.POSTGRESQL) {
      return new Shown(
          List.of(
              "source "
                  + source.name()
                  + " (postgresql, "
                  + source.connection().display()
                  + "): its schemas are copied as they are; see preflight."),
          List.of());
    }
    if (source.kind() == SourceKind.CHROMA) {
      return new ChromaPlan(source, ddl).shown();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "source "
            + source.name()
            + " (sqlite, "
            + source.converted().path()
            + ") -> schema "
            + source.schemas().get(0).to());
    try {
      SqliteFile file = SqliteFile.read(Path.of(source.converted().path()));
      return planned(source, file, lines);
    } catch (UnreadableSource | TributaryException e) {
      return new Shown(lines, List.of(e.getMessage()));
    }
  }

  private Shown planned(Source source, SqliteFile file, List<String> lines) {
    MappingBasis basis = MappingBasis.ofFile(file.entries(), file.lastKeys(), List.of());
    SqliteSchema schema = MovingSchema.read(source, basis);
    List<String> problems = new ArrayList<>();
    String ddlFile = source.converted().ddlFile();
    if (ddlFile != null) {
      if (!Files.isReadable(Path.of(ddlFile))) {
        problems.add("The DDL file " + ddlFile + " is not there or cannot be read.");
      }
      String undecided;
      List<TargetColumn> columns = List.of();
      try {
        columns = target.columns(migration.target().connection(), source.schemas().get(0).to());
        undecided = "its tables are not there yet";
      } catch (UnreadableSource e) {
        undecided = e.getMessage();
      }
      if (columns.isEmpty()) {
        lines.add(
            "  The columns are decided when the target is prepared with "
                + ddlFile
                + " ("
                + undecided
                + "). Declared is:");
        lines.addAll(DeclaredText.lines(source, schema.tables()));
        problems.addAll(SourceMapping.misnamed(source, basis));
        return new Shown(lines, problems);
      }
      basis = MappingBasis.ofFile(file.entries(), file.lastKeys(), columns);
    }
    SourceMapping mapping = SourceMapping.of(source, basis);
    lines.addAll(
        new MappedText(source, basis, mapping).lines(schema.tables(), excluded(source, file), ddl));
    problems.addAll(mapping.problems());
    return new Shown(lines, problems);
  }

  private static List<String> excluded(Source source, SqliteFile file) {
    return file.entries().stream()
        .filter(entry -> entry.type().equals("table") && !entry.name().startsWith("sqlite_"))
        .map(MasterEntry::name)
        .filter(table -> source.schemas().get(0).targetOf(table).isEmpty())
        .sorted()
        .toList();
  }
}
