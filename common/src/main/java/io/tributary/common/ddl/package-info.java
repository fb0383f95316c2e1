/** DDL files of the operator: read as psql reads them, and run by whoever reaches the target. */
package io.tributary.common.ddl;
