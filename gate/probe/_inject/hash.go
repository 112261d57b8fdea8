package testing

// leakgateHashStart is what leakgateHash starts from.
const leakgateHashStart = 14695981039346656037

// leakgateHash goes on with an FNV-1a hash. The runner hashes import paths in the same way (snapshot_store.cpp).
func leakgateHash[T string | []byte](hash uint64, text T) uint64 {
	for i := 0; i < len(text); i++ {
		hash = (hash ^ uint64(text[i])) * 1099511628211
	}
	return hash
}
