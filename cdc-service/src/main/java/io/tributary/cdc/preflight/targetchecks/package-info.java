/** The preflight checks of the target: rights, roles, extensions, tables that exist, room. */
package io.tributary.cdc.preflight.targetchecks;
