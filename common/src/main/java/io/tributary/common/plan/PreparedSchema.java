package io.tributary.common.plan;

/**
 * That a schema of the target is made although nothing moves into it.
 *
 * @param ddlFile what it holds, an absolute path; null for an empty schema
 */
public record PreparedSchema(String ddlFile) {}
