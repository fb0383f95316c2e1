package io.tributary.cdc.preflight.check;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;

/**
 * Whom the objects of a source name, and which tables keep rows even from their owner.
 *
 * @param grants rights of roles other than the owners on what moves
 * @param policyRoles each role that a policy of a table that moves speaks of, with the policies
 * @param forced tables that move and force row security
 */
public record NamedRoles(
    List<SourceGrant> grants, Map<String, String> policyRoles, List<TableName> forced) {
  public static final NamedRoles NONE = new NamedRoles(List.of(), Map.of(), List.of());
}
