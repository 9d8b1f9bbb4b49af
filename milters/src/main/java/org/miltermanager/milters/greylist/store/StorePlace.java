package org.miltermanager.milters.greylist.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a store is. */
public sealed interface StorePlace {
    /** The same place as every other spelling of it: of a file, by its path without links. It need not exist. */
    default StorePlace plain() {
        return this;
    }

    /** In a file of this host. */
    record File(Path path) implements StorePlace {
        @Override
        public StorePlace plain() {
            return new File(plain(path.toAbsolutePath()));
        }

        /** As far as it is there, by where links lead. */
        private static Path plain(Path file) {
            try {
                return file.toRealPath();
            } catch (IOException notThere) {
                Path directory = file.getParent();
                return directory == null
                        ? file
                        : plain(directory).resolve(file.getFileName()).normalize();
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * On servers that several mail hosts share.
     *
     * @param address of the servers
     * @param password file with the password; empty: there is none, or the address has it
     * @param authority certificates (PEM) to trust; empty: those that Java trusts
     * @param prefix of the keys there
     * @param deadline for one answer
     */
    record Server(
            ServerAddress address, Optional<Path> password, Optional<Path> authority, String prefix, Duration deadline)
            implements StorePlace {
        @Override
        public String toString() {
            return address.toString();
        }
    }
}
