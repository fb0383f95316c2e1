package io.tributary.common.plan.query;

/**
 * A query of an application, as it asks it before and after the cutover. A rehearsal times both.
 *
 * @param name unique in the file
 * @param source the source that it is asked of today
 * @param atSource one SELECT in the source's SQL
 * @param atTarget the same question in the target's SQL
 */
public record TimedQuery(String name, String source, String atSource, String atTarget) {}
