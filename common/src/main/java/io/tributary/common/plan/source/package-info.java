/** The sources of a migration: what each kind of database needs to be reached and moved. */
package io.tributary.common.plan.source;
