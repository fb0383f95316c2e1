package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.remark.MappingRemark;
import java.util.List;

/**
 * The PostgreSQL schema for the rows of a SQLite file.
 *
 * @param preData statements before the rows are copied: the schema, tables and primary keys
 * @param postData statements after it, in order: unique keys, checks, indexes, foreign keys, views
 * @param columns what becomes of each column
 * @param remarks everything that is lost, changed or left out
 */
public record DerivedSchema(
    List<String> preData,
    List<String> postData,
    List<PlannedColumn> columns,
    List<MappingRemark> remarks) {}
