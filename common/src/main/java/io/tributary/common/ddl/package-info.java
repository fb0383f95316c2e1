/** DDL files of the operator: read as psql reads them, and run by whoever reaches the target. */
@NullMarked
package io.tributary.common.ddl;

import org.jspecify.annotations.NullMarked;
