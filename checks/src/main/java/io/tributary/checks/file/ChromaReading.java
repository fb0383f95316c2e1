package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A readable Chroma directory.
 *
 * @param source the source
 * @param basis its collections
 * @param mapping what becomes of them
 */
record ChromaReading(Source source, MappingBasis basis, SourceMapping mapping) {
  private static final String PGVECTOR = "vector";

  static ChromaReading of(Source source, List<CollectionShape> collections) {
    MappingBasis basis = MappingBasis.ofCollections(collections);
    return new ChromaReading(source, basis, MappingPlanner.plan(source, basis));
  }

  /** The tables of the collections that move. */
  List<TableName> moving() {
    return basis.collections().stream()
        .map(CollectionShape::table)
        .filter(table -> source.targetOf(table).isPresent())
        .toList();
  }

  /** What the target's checks need to know; pgvector is needed even for a collection to come. */
  MovingContent content() {
    String users =
        moving().stream().limit(10).map(TableName::display).collect(Collectors.joining(", "));
    return new MovingContent(
        Map.of(PGVECTOR, users.isEmpty() ? "collections" : users),
        moving(),
        2L * moving().size(),
        bytes(Path.of(source.converted().path())));
  }

  private static long bytes(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(Path::toFile)
          .filter(java.io.File::isFile)
          .mapToLong(java.io.File::length)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      // Files come and go while it is written; the size is an estimate.
      return 0;
    }
  }
}
