package io.tributary.common.plan.source;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source as topics and the API carry it: one object with the members of all kinds, of which those
 * that a kind has not are left out. Nothing else reads its members.
 *
 * @param converted what a source has whose rows are converted; null for PostgreSQL
 * @param wayBack null from an older service, and of a source of files that has none
 * @param functionsUnverified null where the file does not accept them, and of other kinds
 * @param pooler null where the file names none, and of other kinds
 */
public record SourceJson(
    String name,
    SourceKind kind,
    @Nullable DatabaseAddress connection,
    List<SchemaMapping> schemas,
    SchemaChanges schemaChanges,
    LargeObjects largeObjects,
    @Nullable Converted converted,
    InitialCopy initialCopy,
    WhenEmpty whenEmpty,
    @Nullable WayBack wayBack,
    @Nullable Boolean functionsUnverified,
    @Nullable Pooler pooler) {

  /**
   * The members of a source whose rows are converted.
   *
   * @param ddlFile of SQLite; null to derive the tables
   * @param oneTable of Chroma; null for a table of each collection
   */
  public record Converted(
      String path,
      @Nullable String ddlFile,
      OnInvalid onInvalid,
      boolean enforceSizes,
      @Nullable String zone,
      Map<String, TableRule> tables,
      @Nullable String oneTable) {

    private ConversionRules rules() {
      return new ConversionRules(
          or(onInvalid, OnInvalid.STOP), enforceSizes, zone, or(tables, Map.of()));
    }
  }

  static SourceJson of(
      ConvertedSource source, @Nullable String ddlFile, @Nullable String oneTable) {
    ConversionRules rules = source.rules();
    return new SourceJson(
        source.name(),
        source.kind(),
        null,
        source.schemas(),
        source.schemaChanges(),
        LargeObjects.REFUSE,
        new Converted(
            source.path(),
            ddlFile,
            rules.onInvalid(),
            rules.enforceSizes(),
            rules.zone(),
            rules.tables(),
            oneTable),
        source.initialCopy(),
        source.whenEmpty(),
        source.wayBack().returns() ? source.wayBack() : null,
        null,
        null);
  }

  /** The source; what an older service has not written is read as its default. */
  Source source() {
    WhenEmpty empty = or(whenEmpty, WhenEmpty.REFUSE);
    InitialCopy copy = or(initialCopy, InitialCopy.COPY);
    return switch (kind) {
      case POSTGRESQL ->
          new PostgresSource(
              name,
              Objects.requireNonNull(connection, "a PostgreSQL source without a connection"),
              schemas,
              or(schemaChanges, SchemaChanges.STOP),
              or(largeObjects, LargeObjects.REFUSE),
              copy,
              empty,
              or(wayBack, WayBack.NONE),
              or(functionsUnverified, false),
              pooler);
      case SQLITE ->
          new SqliteSource(
              name,
              file().path(),
              schemas,
              file().ddlFile(),
              file().rules(),
              copy,
              empty,
              or(wayBack, WayBack.NONE));
      case CHROMA ->
          new ChromaSource(
              name,
              file().path(),
              schemas,
              Optional.ofNullable(file().oneTable()),
              file().rules(),
              empty,
              or(wayBack, WayBack.NONE));
    };
  }

  private Converted file() {
    return Objects.requireNonNull(converted, "a source of files without a path");
  }

  private static <T> T or(@Nullable T written, T otherwise) {
    return written == null ? otherwise : written;
  }
}
