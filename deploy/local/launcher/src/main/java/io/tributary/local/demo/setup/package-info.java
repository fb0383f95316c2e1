/** What stands before the demo begins: servers, sample databases, secrets, the migration file. */
package io.tributary.local.demo.setup;
