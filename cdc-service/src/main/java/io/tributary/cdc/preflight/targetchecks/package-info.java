/** The preflight checks of the target: rights, roles, extensions, tables that exist, room. */
@NullMarked
package io.tributary.cdc.preflight.targetchecks;

import org.jspecify.annotations.NullMarked;
