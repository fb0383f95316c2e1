/** Reads migration files strictly, and reports each problem with its line. */
package io.tributary.common.plan.file;
