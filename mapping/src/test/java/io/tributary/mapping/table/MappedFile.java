package io.tributary.mapping.table;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mappings of a source called app, from declarations and rules that tests write down. */
public final class MappedFile {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)CREATE\\s+(?:UNIQUE\\s+|VIRTUAL\\s+)?(TABLE|INDEX|VIEW|TRIGGER)\\s+\"?(\\w+)\"?"
              + "(?:.*?\\bON\\s+\"?(\\w+))?.*");

  private final String rules;
  private final List<MasterEntry> entries = new ArrayList<>();
  private final List<TargetColumn> target = new ArrayList<>();

  private MappedFile(String rules) {
    this.rules = rules;
  }

  /** A source with keys of the migration file, such as {@code tables: {...}}. */
  public static MappedFile with(String rules) {
    return new MappedFile(rules);
  }

  /** What the file declares. */
  MappedFile file(String... statements) {
    for (String sql : statements) {
      Matcher matcher = STATEMENT.matcher(sql.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(sql);
      }
      String type = matcher.group(1).toLowerCase(Locale.ROOT);
      boolean owned = type.equals("index") || type.equals("trigger");
      entries.add(
          new MasterEntry(type, matcher.group(2), matcher.group(owned ? 3 : 2), sql.strip()));
    }
    return this;
  }

  /** A virtual table. */
  MappedFile virtual(String name, String sql) {
    entries.add(new MasterEntry("table", name, name, sql));
    return this;
  }

  /** The statements of a script. */
  MappedFile script(String script) {
    for (String sql : script.replaceAll("(?m)^--.*", "").split(";\\s*(?:\\n|$)")) {
      if (!sql.isBlank()) {
        file(sql);
      }
    }
    return this;
  }

  /** Columns of a table of the target; {@code !} before the type for one that must be given. */
  MappedFile target(String table, String... columns) {
    for (String column : columns) {
      String[] parts = column.split(" ", 2);
      boolean needed = parts[1].startsWith("!");
      boolean computed = parts[1].startsWith("=");
      target.add(
          new TargetColumn(
              new TableName("app", table),
              parts[0],
              parts[1].replaceFirst("^[!=]", ""),
              parts[1].endsWith("mood") ? List.of("happy", "sad") : List.of(),
              !needed,
              computed));
    }
    return this;
  }

  /** A column of a type that is made of others. */
  MappedFile column(String table, String name, String type, String base, String... parts) {
    target.add(
        new TargetColumn(
            new TableName("app", table), name, type, List.of(), true, false, base, List.of(parts)));
    return this;
  }

  SourceMapping mapping() {
    return MappingPlanner.plan(source(), basis());
  }

  /** What comes back of it. */
  ReturnPlan back() {
    return new ReturnPlan(source(), basis(), mapping());
  }

  private MappingBasis basis() {
    return MappingBasis.ofFile(entries, Map.of(), target);
  }

  public Source source() {
    return MigrationFile.parse(
            """
            migration: m
            target: {connection: {host: h, database: d, user: u, tls-unverified: accepted}, schemas: {app: {role: app}}}
            sources:
              - name: app
                kind: sqlite
                file: /srv/app.db
                schemas: [{from: main, to: app, exclude: [left_*]}]
            """
                + rules.stripIndent().indent(4))
        .source("app");
  }

  static TableMapping table(SourceMapping mapping, String table) {
    return mapping.table(new TableName("main", table)).orElseThrow();
  }

  static Conversion conversion(SourceMapping mapping, String table, String column) {
    return table(mapping, table).column(column).orElseThrow().conversion();
  }

  /** Columns of a table as {@code source->target type}. */
  static List<String> columns(SourceMapping mapping, String table) {
    return table(mapping, table).columns().stream()
        .map(c -> c.source() + "->" + c.target() + " " + c.conversion().targetType())
        .toList();
  }
}
