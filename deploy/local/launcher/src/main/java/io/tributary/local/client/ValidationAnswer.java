package io.tributary.local.client;

import io.tributary.common.verdict.TableVerdict;
import java.util.List;

/**
 * What the validator last found for one stream.
 *
 * @param tables that move, compared or not
 * @param compared at least once
 * @param verified that stand as equal
 */
public record ValidationAnswer(
    int tables,
    int compared,
    long equal,
    long different,
    long unsettled,
    long failed,
    long passes,
    int verified,
    long changedRows,
    List<TableVerdict> verdicts) {}
