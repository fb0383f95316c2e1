package io.tributary.validator.source.end;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import java.util.List;
import java.util.Map;

/**
 * The tables of a source that a verification reads at one moment.
 *
 * @param full tables of which every row is read
 * @param changed tables of which the changed rows are read
 * @param counted those of {@code changed} whose rows are counted
 * @param followed others of them, which were counted before, and the rows that changed since
 */
public record FenceReading(
    List<TablePair> full,
    Map<TablePair, ChangedRows> changed,
    List<TablePair> counted,
    Map<TablePair, ChangedRows> followed) {}
