import { plackettLuce } from 'openskill/models'
