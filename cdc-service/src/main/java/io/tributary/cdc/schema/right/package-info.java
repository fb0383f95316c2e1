/**
 * Who may do what in the target: owners, readers, grants, default rights and CREATE on the
 * database.
 */
@NullMarked
package io.tributary.cdc.schema.right;

import org.jspecify.annotations.NullMarked;
